// What a reader does with the page: jump to a moment, see why a sentence has its code, filter and
// search the transcript, save the tasks, listen. Text gets into the page as text only.
"use strict";
(() => {
  const id = (name) => document.getElementById(name);
  const read = (name) => JSON.parse(id(name).textContent);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // ---- the card beside the pointer ----
  const card = id("card");
  let pinned = null;
  const place = (x, y) => {
    const { width, height } = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(x + 14, innerWidth - width - 8));
    const below = y + 18;
    card.style.left = `${left}px`;
    card.style.top = `${below + height > innerHeight ? Math.max(8, y - height - 12) : below}px`;
  };
  const show = (content, x, y) => {
    card.replaceChildren(content);
    card.hidden = false;
    place(x, y);
  };
  const unpin = () => {
    if (pinned) pinned.setAttribute("aria-expanded", "false");
    if (pinned) pinned.removeAttribute("aria-describedby");
    pinned = null;
    card.classList.remove("pinned");
  };
  const hide = () => {
    unpin();
    card.hidden = true;
  };

  // ---- why a sentence has its code ----
  const evidence = read("evidence");
  const LABELS = ["vision", "inspiration", "execution", "control", "none"];
  const why = (key) => {
    const [label, scores, near, cues] = evidence.of[key];
    const box = make("div");
    box.append(make("p", `Coded as ${label}`));
    const rows = make("div", "", "scores");
    LABELS.forEach((name, place) => {
      const bar = make("i", "", name);
      bar.style.width = `${scores[place] / 10}%`;
      const cell = make("span");
      cell.append(bar);
      rows.append(make("span", name), cell, make("span", `${Math.round(scores[place] / 10)}%`));
    });
    box.append(rows);
    if (near.length) box.append(make("p", "Nearest example sentences:", "about"));
    for (const [number, likeness] of near) {
      const [kind, text] = evidence.examples[number];
      const line = make("p", `“${text}” (${kind}, ${(likeness / 1000).toFixed(2)})`);
      line.dir = "auto";
      box.append(line);
    }
    if (cues.length) {
      const words = cues.map(([kind, text]) => `“${text}” (${kind})`).join(", ");
      box.append(make("p", `Words that point to it: ${words}`));
    }
    return box;
  };
  const explain = (button) => {
    const { left, bottom } = button.getBoundingClientRect();
    button.setAttribute("aria-describedby", "card");
    show(why(button.parentElement.id.slice(1)), left, bottom - 14);
  };
  const badge = (event) => event.target.closest && event.target.closest("button.badge");
  const talk = id("talk");
  talk.addEventListener("mouseover", (event) => {
    if (badge(event) && !pinned) explain(badge(event));
  });
  talk.addEventListener("mouseout", (event) => {
    if (badge(event) && !pinned) hide();
  });
  talk.addEventListener("focusin", (event) => {
    if (badge(event) && !pinned && badge(event).matches(":focus-visible")) explain(badge(event));
  });
  talk.addEventListener("focusout", (event) => {
    if (badge(event)) hide();
  });
  document.addEventListener("click", (event) => {
    const button = badge(event);
    if (button && button !== pinned && talk.contains(button)) {
      unpin();
      explain(button);
      pinned = button;
      button.setAttribute("aria-expanded", "true");
      card.classList.add("pinned");
    } else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", () => pinned || (card.hidden = true), { passive: true });

  // ---- the recording ----
  const media = id("media");
  const player = id("player");
  const playable = () => media && media.getAttribute("src") && !media.error;
  const seek = (sentence) => {
    const ms = sentence.dataset.ms;
    if (ms !== undefined && playable()) media.currentTime = Number(ms) / 1000;
  };
  const follow = () => {
    const timed = all(".u[data-ms]", talk);
    const starts = timed.map((each) => Number(each.dataset.ms));
    let now = null;
    media.addEventListener("timeupdate", () => {
      const ms = media.currentTime * 1000 + 50;
      let [low, high] = [0, starts.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= ms) low = middle + 1;
        else high = middle;
      }
      const next = low ? timed[low - 1] : null;
      if (next === now) return;
      if (now) now.classList.remove("now");
      if (next) next.classList.add("now");
      now = next;
    });
  };
  if (media) {
    follow();
    const lost = () => {
      if (id("lost")) id("lost").hidden = false;
      id("chooser").hidden = false;
      media.hidden = true;
    };
    media.addEventListener("error", lost);
    if (media.error) lost();
    id("choose").addEventListener("change", (event) => {
      const [file] = event.target.files;
      if (!file) return;
      media.src = URL.createObjectURL(file);
      media.hidden = false;
      if (id("lost")) id("lost").hidden = true;
    });
    const shown = () => document.body.classList.toggle("plays", !player.hidden);
    shown();
    if (id("listen")) {
      id("listen").addEventListener("click", () => {
        player.hidden = !player.hidden;
        shown();
        if (!player.hidden) id("choose").focus();
      });
    }
  }

  // ---- jumping to a moment ----
  let here = null;
  const jump = (anchor) => {
    const sentence = id(anchor);
    if (!sentence) return;
    if (sentence.hidden || sentence.parentElement.hidden) showAll();
    if (here) here.classList.remove("here");
    here = sentence;
    sentence.classList.add("here");
    sentence.tabIndex = -1;
    sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "center" });
    // parts that were not laid out yet get their true height now, and move what is below them
    requestAnimationFrame(() => sentence.scrollIntoView({ block: "center" }));
    setTimeout(() => sentence.scrollIntoView({ block: "center" }), 120);
    seek(sentence);
  };
  const moment = (hash) => (/^#s\d+$/.test(hash) ? hash.slice(1) : "");
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#s']");
    if (!link || !moment(link.hash) || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (location.hash !== link.hash) history.pushState(null, "", link.hash);
    jump(moment(link.hash));
  });
  addEventListener("popstate", () => moment(location.hash) && jump(moment(location.hash)));

  // ---- filter and search ----
  const filters = id("filters");
  const sentences = all(".u", talk);
  const turns = all(".turn", talk);
  const chosen = new Set();
  const found = "highlights" in CSS ? new Highlight() : null;
  if (found) CSS.highlights.set("found", found);
  let words = null;
  const mark = (sentence, wanted) => {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("button")) continue;
      const text = node.data.toLowerCase();
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        if (at + wanted.length > node.length) break;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        found.add(range);
      }
    }
  };
  const said = (sentence) => {
    const button = sentence.querySelector("button");
    const text = sentence.textContent;
    return (button ? text.slice(button.textContent.length) : text).toLowerCase();
  };
  const filter = () => {
    const wanted = id("search").value.trim().toLowerCase();
    const voice = id("voice") ? id("voice").value : "";
    if (wanted && !words) words = sentences.map(said);
    if (found) found.clear();
    let number = 0;
    sentences.forEach((sentence, place) => {
      const turn = sentence.parentElement;
      const fits =
        (!voice || turn.dataset.voice === voice) &&
        (!chosen.size || chosen.has(sentence.classList[1])) &&
        (!wanted || words[place].includes(wanted));
      sentence.hidden = !fits;
      if (fits) number += 1;
      if (fits && wanted && found) mark(sentence, wanted);
    });
    for (const turn of turns) turn.hidden = !turn.querySelector(".u:not([hidden])");
    const every = !wanted && !voice && !chosen.size;
    const total = sentences.length.toLocaleString("en");
    id("count").textContent = every ? "" : `${number.toLocaleString("en")} of ${total} sentences`;
    id("all").disabled = every;
  };
  const showAll = () => {
    if (!filters) return;
    chosen.clear();
    id("search").value = "";
    if (id("voice")) id("voice").value = "";
    for (const button of all("[data-signal]")) button.setAttribute("aria-pressed", "false");
    filter();
  };
  if (filters) {
    filters.hidden = false;
    let timer = 0;
    id("search").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(filter, 120);
    });
    if (id("voice")) id("voice").addEventListener("change", filter);
    id("all").addEventListener("click", showAll);
    for (const button of all("[data-signal]")) {
      button.addEventListener("click", () => {
        const { signal } = button.dataset;
        if (!chosen.delete(signal)) chosen.add(signal);
        button.setAttribute("aria-pressed", String(chosen.has(signal)));
        filter();
      });
    }
    id("print-transcript").addEventListener("change", (event) => {
      document.body.classList.toggle("no-transcript", !event.target.checked);
    });
    filter();
  }

  // ---- tasks as CSV ----
  for (const button of all("[data-csv]")) {
    const line = button.parentElement;
    line.hidden = false;
    const tell = (text) => (line.querySelector(".said").textContent = text);
    button.addEventListener("click", async () => {
      const csv = read("tasks");
      if (button.dataset.csv === "save") {
        const link = make("a");
        // with a byte order mark, so that spreadsheets take it for UTF-8
        link.href = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv" }));
        link.download = "action-items.csv";
        link.click();
        tell("Saved as action-items.csv.");
        return;
      }
      try {
        await navigator.clipboard.writeText(csv);
        tell("Copied.");
      } catch {
        tell("This browser does not allow copying here: save it instead.");
      }
    });
  }

  // ---- contents: open beside the page where there is room ----
  const contents = document.querySelector("nav details");
  if (contents && matchMedia("(min-width: 75rem)").matches) contents.open = true;

  window.report = { jump, show, hide, make, read, all, pinned: () => pinned !== null };
  if (moment(location.hash)) jump(moment(location.hash));
})();
