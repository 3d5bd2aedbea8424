"""Rights over personal data, used: letters, the day an answer is due, a reminder for the calendar."""
