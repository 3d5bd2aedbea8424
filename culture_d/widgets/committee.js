// The committee's table: every text comes from messages, everything is inserted as text.
// Notebooks host it through anywidget, static pages mount it with mountStatic. Nothing is asked of another site.
// Joined to committee_rules.js by culture_d/standard/committee_page.py, which replaces the import below.

import {
  COUNTS, HANDS_MAX, decide, decidedOf, levelOf, newState, notchesOf, number, optionTaken, questionOf, readState,
  say, schemaOf, setHands, toHtml, toMarkdown, triage, versionOf, votesOf,
} from "./committee_rules.js";


function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0)); // a string becomes a text node
  return node;
}
const paragraph = (kind, ...children) => h("p", { class: kind }, children);
const hidden = (text) => h("span", { class: "cc-hidden" }, text);
const tag = (text, kind = "") => h("span", { class: `cc-tag ${kind}` }, text);
const row = (...children) => h("div", { class: "cc-row" }, children);
const letter = (i) => "ABCDEFGH"[i];

class View {
  constructor(model, el) {
    Object.assign(this, { model, el, content: model.get("content"), history: [], screen: "start", at: 0 });
    this.t = (key, values) => say(this.content, key, values);
    this.heard = {}; // arguments revealed, by question
    this.priced = new Set(); // questions whose consequences are shown
    this.read();
    this.stage = h("div", { class: "cc-stage" });
    this.status = h("p", { class: "cc-hidden", role: "status" });
    el.classList.add("cd-committee");
    el.lang = this.content.lang;
    el.replaceChildren(this.stage, this.status);
    this.follow = () => this.receive();
    model.on("change:state", this.follow);
    model.on("change:notice", this.follow);
    this.paint();
  }

  destroy() {
    this.model.off?.("change:state", this.follow);
    this.model.off?.("change:notice", this.follow);
  }

  read() {
    const stored = this.model.get("state");
    const empty = stored == null || JSON.stringify(stored) === "{}";
    const state = empty ? null : readState(stored, this.content);
    this.unread = !state && !empty;
    this.state = state ?? newState();
  }

  /** The state changed elsewhere: in Python, or in another view. */
  receive() {
    const before = JSON.stringify(this.state);
    this.read();
    if (before !== JSON.stringify(this.state) || this.notice !== this.model.get("notice")) this.paint();
  }

  save(state, { keep = true } = {}) {
    if (keep) this.history.push(this.state);
    this.unread = false;
    this.state = state;
    this.model.set("state", state);
    this.model.save_changes();
    this.undoing?.toggleAttribute("hidden", !this.history.length);
  }

  announce(text) {
    this.status.textContent = text;
  }

  paint(focus) {
    this.notice = this.model.get("notice");
    this.undoing = null;
    const notices = [this.notice, this.unread && "unread"].filter(Boolean);
    this.stage.className = `cc-stage cc-${this.screen}`;
    this.stage.replaceChildren(...notices.map((key) => paragraph("cc-notice", this.t(key))));
    this.stage.append(...this[this.screen]().flat(Infinity).filter(Boolean));
    const target = focus && this.stage.querySelector(focus);
    if (!target) return;
    target.focus({ preventScroll: true });
    const top = target.matches("h2") ? this.stage : target; // the bar above the title comes with it
    top.scrollIntoView({ block: "start", behavior: this.calm() ? "auto" : "smooth" });
  }

  calm() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  go(screen, at = this.at) {
    Object.assign(this, { screen, at });
    this.paint("h2");
  }

  button(key, onclick, kind = "", attributes = {}) {
    return h("button", { type: "button", class: `cc-button ${kind}`, onclick, ...attributes }, this.t(key));
  }

  heading(level, text, kind = "") {
    return h(`h${level}`, { tabindex: -1, class: kind }, text);
  }

  /** Where one is, and the ways out. */
  bar(text) {
    this.undoing = this.button("undo", () => this.undo(), "cc-quiet", { hidden: !this.history.length });
    const widen = () => (document.fullscreenElement ? document.exitFullscreen() : this.el.requestFullscreen());
    const wide = document.fullscreenEnabled && this.button("full_screen", widen, "cc-quiet cc-wide");
    const agenda = this.screen !== "agenda" && this.button("to_agenda", () => this.go("agenda"));
    const home = this.screen === "agenda" && this.button("home", () => this.go("start"), "cc-quiet");
    return h("div", { class: "cc-bar" }, paragraph("cc-muted", text), row(this.undoing, wide, agenda, home));
  }

  /** Takes the last change back and shows it: where it was made is where the reader can see it undone. */
  undo() {
    const before = this.state;
    const after = this.history.pop();
    const changed = (part, items) => items.findIndex(({ id }) =>
      JSON.stringify(before[part][id]) !== JSON.stringify(after[part][id]));
    const { arbitrations, comments } = this.content;
    const decided = changed("decisions", arbitrations);
    const voted = changed("votes", arbitrations);
    const sorted = changed("triage", comments);
    this.save(after, { keep: false });
    let focus = "h2";
    if (decided >= 0 || voted >= 0) {
      Object.assign(this, { screen: "question", at: decided >= 0 ? decided : voted });
      focus = decided >= 0 ? ":is(.cc-decide, .cc-verdict) h3" : ".cc-vote h3";
    } else if (sorted >= 0) Object.assign(this, { screen: "comments", at: sorted });
    this.paint(focus);
    this.announce(this.t("undone"));
  }

  confirm(question, yes, action) {
    const close = () => dialog.close();
    const act = () => (close(), action());
    const text = this.t(question);
    const buttons = row(this.button("no_keep", close), this.button(yes, act, "cc-danger"));
    const dialog = h("dialog", { class: "cc-dialog", "aria-label": text }, paragraph(null, text), buttons);
    dialog.addEventListener("close", () => dialog.remove());
    this.el.append(dialog);
    dialog.showModal();
  }

  eraser() {
    const erase = () => {
      this.heard = {};
      this.priced.clear();
      this.save(newState(this.state.people), { keep: false });
      this.history = [];
      this.go("start");
      this.announce(this.t("erased"));
    };
    return this.button("reset", () => this.confirm("reset_confirm", "yes_reset", erase), "cc-quiet");
  }

  link(source) {
    const { title, url } = this.content.sources[source];
    return h("a", { href: url }, title);
  }

  note({ text, sources }) {
    const links = sources.map((source, i) => [i > 0 && " · ", this.link(source)]);
    return h("li", {}, paragraph(null, text), paragraph("cc-sources", this.t("sources"), " ", links));
  }

  // -- Welcome --

  start() {
    const { state, t } = this;
    const counts = { decided: Object.keys(state.decisions).length, sorted: Object.keys(state.triage).length };
    const begun = counts.decided + counts.sorted + Object.keys(state.votes).length > 0;
    const deal = paragraph("cc-muted", this.deal());
    const people = h("input", {
      type: "number", min: 2, max: 500, value: state.people, inputmode: "numeric",
      oninput: ({ target }) => {
        const n = Math.trunc(target.value);
        if (n < 2 || n > 500) return;
        this.save({ ...this.state, people: n }, { keep: false });
        deal.textContent = this.deal();
      },
    });
    const saved = begun && h("div", { class: "cc-box cc-saved" },
      paragraph(null, t("saved", {
        questions: t("saved_questions", { n: counts.decided, total: this.content.arbitrations.length }),
        comments: t("saved_comments", { n: counts.sorted }),
      })),
      row(this.button("resume", () => this.go("agenda"), "cc-main"), this.eraser()));
    return [
      this.heading(2, t("title")),
      paragraph("cc-lead", t("lead")),
      saved,
      h("div", { class: "cc-box cc-people" },
        h("label", {}, h("span", {}, t("people")), h("small", {}, t("people_about")), people), deal,
        !begun && this.button("open", () => this.go("agenda"), "cc-main")),
      this.heading(3, t("roles")),
      paragraph(null, t("roles_about")),
      h("ul", { class: "cc-roles" }, this.content.roles.map((role) => this.roleCard(role))),
      paragraph("cc-muted", t("kept")),
    ];
  }

  roleCard({ title, about, wants, fears }) {
    return h("li", { class: "cc-box" },
      h("h4", {}, title), paragraph(null, about),
      h("dl", {}, h("dt", {}, this.t("wants")), h("dd", {}, wants), h("dt", {}, this.t("fears")), h("dd", {}, fears)));
  }

  /** How many people hold each role. */
  deal() {
    const roles = this.content.roles.length;
    const fewer = Math.floor(this.state.people / roles);
    const more = this.state.people % roles;
    if (!fewer) return this.t("deal_few");
    if (!more) return this.t("deal_even", { n: fewer, roles });
    return this.t("deal_more", { more, fewer: roles - more, n: fewer + 1, m: fewer });
  }

  // -- Agenda --

  agenda() {
    const { state, content, t } = this;
    const minutes = content.pace[state.people < content.pace.from ? "few" : "many"];
    const item = (question, i) => {
      const option = optionTaken(state, question);
      const voted = Object.values(votesOf(state, question)).some(Boolean);
      const status = option ? t("status_decided", { option: option.label }) : t(voted ? "status_voted" : "status_open");
      return h("li", {}, this.entry(() => this.go("question", i), question.question,
        [question.short && this.star(),
          t("minutes", { n: minutes }), tag(status, option ? "cc-done" : "")]));
    };
    const sorted = { n: Object.keys(state.triage).length, total: content.comments.length };
    return [
      this.bar(t("publish_status", { version: versionOf(state, content) })),
      this.heading(2, t("agenda")),
      paragraph(null, t("agenda_about")),
      paragraph("cc-muted", t("base_about", { base: content.base.version })),
      h("ol", { class: "cc-agenda" }, content.arbitrations.map(item)),
      h("ul", { class: "cc-agenda cc-last" },
        h("li", {}, this.entry(() => this.go("comments", 0), t("comments"), tag(t("comments_status", sorted)))),
        h("li", {}, this.entry(() => this.go("publish"), t("publish"),
          tag(t("publish_status", { version: versionOf(state, content) }))))),
    ];
  }

  star() {
    return h("span", { class: "cc-star" }, h("span", { "aria-hidden": "true" }, "★"), hidden(this.t("short")));
  }

  entry(onclick, title, about) {
    return h("button", { type: "button", class: "cc-entry", onclick },
      h("strong", {}, title), h("span", { class: "cc-about" }, about));
  }

  // -- A question --

  question() {
    const { content, t } = this;
    const question = content.arbitrations[this.at];
    return [
      this.bar(t("question_rank", { i: this.at + 1, total: content.arbitrations.length })),
      this.heading(2, question.question, "cc-big"),
      h("ul", { class: "cc-context" }, question.context.map((line) => h("li", {}, line))),
      this.arguing(question),
      this.voting(question),
      this.deciding(question),
      this.jumps(),
      row(this.at > 0 && this.button("previous_question", () => this.go("question", this.at - 1)),
        this.at + 1 < content.arbitrations.length
          ? this.button("next_question", () => this.go("question", this.at + 1))
          : this.button("comments", () => this.go("comments", 0))),
    ];
  }

  /** The three steps of a question, always in sight: once the roles are heard, they are screens apart. */
  jumps() {
    const jump = (target) => () => {
      const place = this.stage.querySelector(target);
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start", behavior: this.calm() ? "auto" : "smooth" });
    };
    const price = () => {
      if (!this.priced.has(this.content.arbitrations[this.at].id)) this.stage.querySelector(".cc-reveal").click();
      jump(".cc-options")();
    };
    return h("nav", { class: "cc-jumps", "aria-label": this.t("jumps") },
      this.button("jump_hands", jump(".cc-vote h3")), this.button("jump_consequences", price),
      this.button("jump_decision", jump(":is(.cc-decide, .cc-verdict) h3")));
  }

  arguing(question) {
    const { t } = this;
    const roles = Object.fromEntries(this.content.roles.map((role) => [role.id, role.title]));
    const side = (id) => question.options.findIndex((option) => option.id === id);
    const said = ({ role, side: option, text }) => h("li", { class: "cc-said" },
      paragraph("cc-who", h("strong", {}, roles[role])),
      paragraph(null, text),
      paragraph("cc-muted", t("argues", { letter: letter(side(option)), option: question.options[side(option)].label })));
    const list = h("ul", { class: "cc-talk" });
    const left = paragraph("cc-muted");
    const reveal = this.button("reveal", () => show(question.arguments[list.children.length]), "cc-main");
    const update = () => {
      const n = question.arguments.length - list.children.length;
      this.heard[question.id] = list.children.length;
      left.textContent = n ? t("reveal_left", { n }) : t("reveal_none");
      // A button that disappears under the focus would lose it.
      reveal.setAttribute("aria-disabled", String(!n));
    };
    const show = (argument) => {
      if (!argument) return;
      list.append(said(argument));
      update();
      this.announce(`${roles[argument.role]} ${argument.text}`);
    };
    list.append(...question.arguments.slice(0, this.heard[question.id] ?? 0).map(said));
    update();
    return h("section", { class: "cc-part" }, this.heading(3, t("arguments")), list, row(reveal, left));
  }

  voting(question) {
    const { t } = this;
    const counted = paragraph("cc-muted");
    const refresh = [];
    const count = (option, n) => {
      this.save(setHands(this.state, this.content, question, option, n));
      update();
    };
    const update = () => {
      const votes = votesOf(this.state, question);
      const total = Object.values(votes).reduce((sum, n) => sum + n, 0);
      counted.textContent = t("counted", { n: total, people: this.state.people }) +
        (total > this.state.people ? ` ${t("too_many")}` : "");
      for (const draw of refresh) draw(votes, Math.max(1, ...Object.values(votes)));
    };
    const item = (option, i) => {
      const name = `${letter(i)}. ${option.label}`;
      const input = h("input", {
        type: "number", min: 0, max: HANDS_MAX, inputmode: "numeric", "aria-label": t("hands", { option: name }),
        oninput: ({ target }) => count(option.id, target.value),
        onchange: ({ target }) => (target.value = votesOf(this.state, question)[option.id]),
      });
      const step = (key, by, sign) => h("button", {
        type: "button", class: "cc-step", "aria-label": t(key, { option: name }),
        onclick: () => {
          count(option.id, votesOf(this.state, question)[option.id] + by);
          this.announce(`${name} ${figure.textContent}`);
        },
      }, sign);
      const figure = h("span", { class: "cc-figure" });
      const bar = h("span", { class: "cc-bar-fill" });
      refresh.push((votes, most) => {
        const n = votes[option.id];
        const typing = input === document.activeElement && input.value === ""; // cleared, to type another count
        if (!typing && (Number(input.value) !== n || input.value === "")) input.value = n;
        figure.textContent = t("hands_count", { n });
        bar.style.inlineSize = `${(100 * n) / most}%`;
      });
      return h("li", { class: "cc-box cc-option" },
        h("h4", {}, h("span", { class: "cc-letter", "aria-hidden": "true" }, letter(i)), hidden(`${letter(i)}. `), option.label),
        paragraph("cc-muted", option.detail),
        h("div", { class: "cc-hands" }, step("one_less", -1, "−"), input, step("one_more", 1, "+"),
          h("span", { class: "cc-meter", "aria-hidden": "true" }, bar), figure),
        h("div", { class: "cc-price", hidden: !this.priced.has(question.id) }, this.price(option)));
    };
    const options = h("ul", { class: "cc-options", tabindex: -1 }, question.options.map(item));
    const about = paragraph("cc-muted", t("consequences_about", { places: this.content.places }));
    about.hidden = !this.priced.has(question.id);
    const wording = () => (this.priced.has(question.id) ? "consequences_hide" : "consequences");
    const reveal = this.button(wording(), () => {
      const shown = !this.priced.has(question.id);
      this.priced[shown ? "add" : "delete"](question.id);
      for (const price of [about, ...options.querySelectorAll(".cc-price")]) price.hidden = !shown;
      reveal.textContent = t(wording());
      const words = question.options.map(({ label, consequence }) => `${label}. ${consequence.sentence}`);
      this.announce(shown ? words.join(" ") : "");
    }, "cc-reveal");
    update();
    return h("section", { class: "cc-part cc-vote" },
      this.heading(3, t("vote")), options, counted, row(reveal), about);
  }

  /** What an option costs: places kept and refused as a bar with its figures, then in words. */
  price({ consequence: { kept, lost, sentence } }) {
    const part = (n, kind) => {
      const span = n > 0 && h("span", { class: kind });
      if (span) span.style.flexGrow = n;
      return span;
    };
    return [
      h("span", { class: "cc-places", "aria-hidden": "true" }, part(kept, "cc-kept"), part(lost, "cc-lost")),
      paragraph(null, h("strong", {}, this.t("kept_lost", { kept, lost }))),
      paragraph(null, sentence),
    ];
  }

  deciding(question) {
    const { t } = this;
    const taken = optionTaken(this.state, question);
    const act = (option) => {
      this.save(decide(this.state, this.content, question, option));
      this.paint(option ? ".cc-verdict h3" : ".cc-decide h3");
    };
    if (!taken) {
      const buttons = question.options.map(({ id, label }, i) =>
        h("button", { type: "button", class: "cc-button", onclick: () => act(id) },
          hidden(`${t("take")} `), `${letter(i)}. ${label}`));
      return h("section", { class: "cc-part cc-decide" },
        this.heading(3, t("decide")), paragraph(null, t("decide_about")), h("div", { class: "cc-choices" }, buttons));
    }
    const votes = votesOf(this.state, question);
    const ahead = question.options.find(({ id }) => votes[id] > votes[taken.id] && votes[id] === Math.max(...Object.values(votes)));
    const real = question.options.find(({ id }) => id === question.real);
    const compared = real?.id === taken.id ? t("real_same") : real && t("real_other", { option: real.label });
    return h("section", { class: "cc-part cc-verdict" },
      this.heading(3, t("decided", { option: taken.label })),
      ahead && paragraph("cc-notice", t("minority", { option: ahead.label })),
      h("div", { class: "cc-box cc-real" },
        h("h4", {}, t("real")), compared && paragraph(null, h("strong", {}, compared)),
        h("ul", {}, question.decided.map((note) => this.note(note))),
        h("h4", {}, t("after")), h("ul", {}, question.after.map((note) => this.note(note)))),
      row(this.button("reopen", () => act(null), "cc-quiet")));
  }

  // -- The call for comments --

  comments() {
    const { content, t } = this;
    const comment = content.comments[this.at];
    const total = content.comments.length;
    const turn = (by) => {
      const at = this.at + by;
      if (at >= 0 && at < total) this.go("comments", at);
    };
    const answer = h("div", { class: "cc-answer" });
    const buttons = content.verdicts.map((verdict, i) => h("button", {
      type: "button", class: "cc-button cc-verdict-button", "data-verdict": verdict, onclick: () => give(verdict),
    }, h("kbd", { "aria-hidden": "true" }, String(i + 1)), t(`verdict_${verdict}`)));
    const give = (verdict) => {
      const before = this.state.triage[comment.id];
      this.save(triage(this.state, content, comment.id, before === verdict ? null : verdict));
      update();
      this.announce(answer.firstChild?.textContent ?? this.t("undone"));
    };
    const sorted = () => t("comments_status", { n: Object.keys(this.state.triage).length, total });
    const bar = this.bar(sorted());
    const update = () => {
      const given = this.state.triage[comment.id];
      bar.firstChild.textContent = sorted();
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.verdict === given));
      answer.replaceChildren(...(given ? this.suggestion(comment, given) : []));
    };
    const onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const verdict = content.verdicts[Number(event.key) - 1];
      if (verdict) give(verdict);
      else if (event.key === "ArrowRight") turn(1);
      else if (event.key === "ArrowLeft") turn(-1);
      else return;
      event.preventDefault();
    };
    update();
    return [
      bar,
      this.at === 0 && paragraph("cc-muted", t("comments_about", { total })),
      h("section", { class: "cc-box cc-card", onkeydown },
        paragraph("cc-muted", t("comment_rank", { i: this.at + 1, total }), comment.starter && [" ", this.star()]),
        this.heading(2, comment.title),
        h("blockquote", {}, paragraph(null, comment.text)),
        paragraph("cc-muted", comment.author, " · ",
          comment.field ? t("column", { field: comment.field }) : t("no_column")),
        h("h3", { class: "cc-small-title" }, t("verdict")),
        h("div", { class: "cc-six" }, buttons),
        paragraph("cc-muted cc-keys", t("verdict_keys")),
        answer,
        row(this.at > 0 && this.button("previous_comment", () => turn(-1)),
          this.at + 1 < total
            ? this.button("next_comment", () => turn(1), "cc-main")
            : this.button("publish", () => this.go("publish"), "cc-main"))),
      this.allComments(),
    ];
  }

  suggestion({ verdict, reason, edits, changes, consequence, arbitration, same_as: same, sources }, given) {
    const { t, content } = this;
    const agreed = verdict === given;
    const question = content.arbitrations.findIndex(({ id }) => id === arbitration);
    const twin = content.comments.find(({ id }) => id === same);
    return [
      paragraph(agreed ? "cc-agree" : "cc-differ",
        h("strong", {}, agreed ? t("agree") : t("differ", { verdict: t(`verdict_${verdict}`) })), " ", reason),
      sources.length > 0 && paragraph("cc-sources", t("sources"), " ", sources.map((id, i) => [i > 0 && " · ", this.link(id)])),
      twin && paragraph(null, t("same_as", { title: twin.title })),
      question >= 0 && h("button", { type: "button", class: "cc-button cc-quiet", onclick: () => this.go("question", question) },
        t("settled_by", { question: content.arbitrations[question].question })),
      given === "now" && !edits.length && paragraph("cc-muted", t("changes_nothing")),
      edits.length > 0 && h("div", { class: "cc-would" },
        h("h3", { class: "cc-small-title" }, t("would_change")),
        h("ul", {}, changes.map((change) => this.change(change))), paragraph(null, consequence.sentence)),
    ].filter(Boolean);
  }

  change({ sentence, breaking }) {
    return h("li", {}, sentence, " ", tag(this.t(breaking ? "breaks" : "breaks_not"), breaking ? "cc-warm" : ""));
  }

  allComments() {
    const item = ({ id, title, starter }, i) => {
      const verdict = this.state.triage[id];
      return h("li", {}, this.entry(() => this.go("comments", i), title,
        [starter && this.star(), verdict && tag(this.t(`verdict_${verdict}`))]));
    };
    return h("details", { class: "cc-fold" }, h("summary", {}, this.t("all_comments")),
      h("ol", { class: "cc-agenda" }, this.content.comments.map(item)));
  }

  // -- Publication --

  publish() {
    const { state, content, t } = this;
    const version = versionOf(state, content);
    const changes = decidedOf(state, content).flatMap((item) => item.changes);
    const part = (key, list) => list.length > 0 &&
      h("section", { class: "cc-part" }, this.heading(3, t(key)), h("ul", { class: "cc-changes" },
        list.map(({ sentence }) => h("li", {}, sentence))));
    const schema = () => `${JSON.stringify(schemaOf(state, content), null, 2)}\n`;
    this.saved = h("p", { class: "cc-ready", "aria-hidden": "true", hidden: true }); // the status says it aloud
    return [
      this.bar(t("publish")),
      this.heading(2, t("your_version", { version }), "cc-big"),
      paragraph("cc-lead", t(`level_${levelOf(state, content)}`)),
      part("log_breaking", changes.filter(({ breaking }) => breaking)),
      part("log_other", changes.filter(({ breaking }) => !breaking)),
      row(this.button("download_schema", () => this.download(`committee-game-${version}.json`, "application/json", schema()), "cc-main"),
        this.button("download_log", () => this.download(`change-log-${version}.md`, "text/markdown", toMarkdown(state, content))),
        this.button("print_minutes", () => this.print()),
        content.paper && this.button("print_cards", () => window.print())),
      this.saved,
      h("section", { class: "cc-part" }, this.heading(3, t("ratchet")), paragraph(null, t("ratchet_about")), this.ratchet(),
        paragraph("cc-muted", t("ratchet_files"))),
      row(this.eraser()),
    ];
  }

  ratchet() {
    const { content, t } = this;
    const notches = notchesOf(this.state, content);
    if (!notches.length) return paragraph(null, t("ratchet_none"));
    const figure = (n) => (n ? number(n, content.lang) : "0");
    const most = Math.max(1, ...notches.map((notch) => notch.to_fill + notch.to_rewrite));
    const line = (notch) => {
      const bar = h("span", { class: "cc-bar-fill" });
      bar.style.inlineSize = `${(100 * (notch.to_fill + notch.to_rewrite)) / most}%`;
      return h("tr", {}, h("th", { scope: "row" }, notch.title, h("span", { class: "cc-meter", "aria-hidden": "true" }, bar)),
        COUNTS.map((key) => h("td", {}, figure(notch[key]))));
    };
    const sum = (key) => notches.reduce((total, notch) => total + notch[key], 0);
    const caption = t("ratchet_caption", { places: content.places, files: content.files });
    return h("div", { class: "cc-table", role: "region", tabindex: 0, "aria-label": t("ratchet") },
      h("table", {}, h("caption", {}, caption),
        h("thead", {}, h("tr", {}, ["decision", ...COUNTS].map((key) => h("th", { scope: "col" }, t(`column_${key}`))))),
        h("tbody", {}, notches.map(line)),
        h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, t("total")),
          COUNTS.map((key) => h("td", {}, key === "files" ? "" : figure(sum(key))))))));
  }

  download(file, type, text) {
    const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = h("a", { href, download: file, hidden: true });
    this.el.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
    this.saved.textContent = this.t("downloaded", { file });
    this.saved.hidden = false;
    this.announce(this.saved.textContent);
  }

  /** Prints the minutes alone, whatever page surrounds the table. */
  print() {
    const frame = h("iframe", { class: "cc-hidden", "aria-hidden": "true", tabindex: -1 });
    frame.addEventListener("load", () => frame.contentWindow.print());
    frame.srcdoc = toHtml(this.state, this.content);
    this.el.querySelector("iframe")?.remove();
    this.el.append(frame);
  }
}

/** Mounts the table in a page without anywidget: the state lives in the browser's storage, the same for both
 * languages, as it holds no words. */
export function mountStatic(el, content, storageKey) {
  const values = { content, state: {}, notice: null };
  const handlers = {};
  const attempt = (action) => {
    try {
      return action();
    } catch {
      values.notice = "memory"; // private browsing, full or forbidden storage: the session goes on in memory
      handlers["change:notice"]?.forEach((handler) => handler());
      return null;
    }
  };
  const text = attempt(() => localStorage.getItem(storageKey));
  try {
    values.state = JSON.parse(text) ?? {};
  } catch {
    values.state = { version: null }; // the view says that it cannot be read
  }
  const model = {
    get: (name) => values[name],
    set: (name, value) => (values[name] = value),
    save_changes: () => attempt(() => localStorage.setItem(storageKey, JSON.stringify(values.state))),
    on: (event, handler) => (handlers[event] ??= []).push(handler),
    off: (event, handler) => (handlers[event] = handlers[event]?.filter((other) => other !== handler)),
  };
  const view = new View(model, el);
  // A reload shows the welcome, shorter than what was on screen: the session in progress must be in sight.
  const settle = () => {
    const resume = el.querySelector(".cc-saved");
    const seen = !resume || resume.getBoundingClientRect().bottom <= innerHeight;
    if (!location.hash && !(seen && el.getBoundingClientRect().top >= 0)) el.scrollIntoView();
  };
  if (document.readyState === "complete") settle();
  else addEventListener("load", () => setTimeout(settle, 50), { once: true });
  // Older browsers print only the titles of what is folded.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".cd-committee-paper details:not([open])")];
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });
  return () => view.destroy();
}

function render({ model, el }) {
  const view = new View(model, el);
  return () => view.destroy();
}

export default { render };
