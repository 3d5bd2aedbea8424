"""Personal exports: what people receive when they ask for their data, read in memory and kept nowhere else."""
