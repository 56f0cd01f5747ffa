// 月度填报: the form made into a spreadsheet. Keys, computed cells, blocks from Excel, drafts while typing. Without it the form works as well.
(() => {
  const form = document.getElementById("month");
  if (!form || "closed" in form.dataset) return;
  const words = JSON.parse(document.getElementById("month-words").textContent);
  const COLUMNS = ["invest_month", "invest_ytd", "funds_in_place", "physical_progress", "problems", "next_step"];
  const FIGURES = COLUMNS.slice(0, 3);
  const DELAY = 800; // milliseconds of rest before a draft is saved
  const said = document.getElementById("grid-said");
  const projects = [...form.querySelectorAll("tbody.project")];

  // -- the rows ------------------------------------------------------------------------------------------------------------
  const key = (project) => project.dataset.project;
  const field = (project, name) => form.elements[`${name}-${key(project)}`];
  const projectOf = (element) => element.closest("tbody.project");
  const columnOf = (cell) => COLUMNS.indexOf(cell.name.replace(/-\d+$/, ""));
  const cellAt = (row, column) => projects[row] && field(projects[row], COLUMNS[column]);
  const row = (project) => project.querySelector("input[name=row]");
  const fill = (pattern, facts) => pattern.replace(/%\((\w+)\)s/g, (_all, name) => facts[name]);

  function tell(text) {
    said.textContent = text;
    said.hidden = !text;
  }

  function cellsOf(project) {
    const found = {};
    [...COLUMNS, "difference_reason", "difference_note"].forEach((name) => (found[name] = field(project, name)?.value ?? ""));
    found.is_unchanged = field(project, "is_unchanged")?.checked ? "on" : "";
    return found;
  }

  function putCells(project, cells) {
    Object.entries(cells).forEach(([name, text]) => {
      const element = field(project, name);
      if (!element) return;
      if (element.type === "checkbox") element.checked = text === "on";
      else element.value = text;
    });
    follow(project);
  }

  // -- figures -------------------------------------------------------------------------------------------------------------
  // An amount as typed, in ten-thousandths of a unit, so that nothing is lost to binary fractions; null: no plain number.
  function amount(text) {
    const plain = text.normalize("NFKC").replace(/[−–]/g, "-").replace(/[,\s]/g, "");
    if (!/^[-+]?(\d{1,11}(\.\d{0,4})?|\.\d{1,4})$/.test(plain)) return null;
    return Math.round(Number(plain) * 10000);
  }

  function shown(value) {
    return (value / 10000).toLocaleString("en-US", { maximumFractionDigits: 4 });
  }

  // Of the month and the sum the one that is not typed stands in its cell in grey.
  function follow(project) {
    const [month, total] = ["invest_month", "invest_ytd"].map((name) => field(project, name));
    const base = project.dataset.base === "" ? null : amount(project.dataset.base);
    const unchanged = field(project, "is_unchanged");
    if (base === null) return;
    if (unchanged?.checked) {
      month.placeholder = "0";
      total.placeholder = shown(base);
      return;
    }
    const [typedMonth, typedTotal] = [amount(month.value), amount(total.value)];
    total.placeholder = typedMonth === null ? "" : shown(base + typedMonth);
    month.placeholder = typedTotal === null ? "" : shown(typedTotal - base);
    const differs = typedMonth !== null && typedTotal !== null && base + typedMonth !== typedTotal;
    if (differs || (typedTotal !== null && typedTotal < base)) showReason(project, true);
  }

  function showReason(project, wanted) {
    const box = project.querySelector("[data-why]");
    if (!box) return;
    box.hidden = !wanted;
    if (wanted) project.querySelector("tr.said").hidden = false;
  }

  // -- keys ----------------------------------------------------------------------------------------------------------------
  let found = ""; // what stood in the cell when it was entered

  function enter(cell) {
    if (!cell) return false;
    cell.focus();
    cell.select();
    return true;
  }

  function down(cell, step) {
    const column = columnOf(cell);
    for (let at = projects.indexOf(projectOf(cell)) + step; at >= 0 && at < projects.length; at += step) {
      const next = cellAt(at, column);
      if (next && !next.readOnly) return enter(next);
    }
    return step > 0 && document.getElementById("hand-in-all").focus() === undefined;
  }

  const sideways = (cell, step) => enter(cellAt(projects.indexOf(projectOf(cell)), columnOf(cell) + step));

  function edge(cell, step) {
    const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    if (whole) return true;
    if (cell.selectionStart !== cell.selectionEnd) return false;
    return step < 0 ? cell.selectionStart === 0 : cell.selectionEnd === cell.value.length;
  }

  function noChange(project, wanted) {
    const box = field(project, "is_unchanged");
    if (!box || box.checked === wanted) return;
    box.checked = wanted;
    if (wanted) ["invest_month", "invest_ytd"].forEach((name) => (field(project, name).value = ""));
  }

  form.addEventListener("focusin", (event) => {
    if (event.target.matches(".cell")) found = event.target.value;
  });

  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches(".cell") || event.isComposing || event.ctrlKey || event.metaKey) return;
    const isText = cell.tagName === "TEXTAREA";
    let done = false;
    if (event.key === "Enter" && !(isText && event.altKey)) done = down(cell, event.shiftKey ? -1 : 1) || true;
    else if (event.key === "Enter") {
      cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
      changed(cell);
      done = true;
    } else if (event.altKey || event.shiftKey) return;
    else if (event.key === "ArrowDown" && (!isText || edge(cell, 1))) done = down(cell, 1);
    else if (event.key === "ArrowUp" && (!isText || edge(cell, -1))) done = down(cell, -1);
    else if (event.key === "ArrowRight" && edge(cell, 1)) done = sideways(cell, 1);
    else if (event.key === "ArrowLeft" && edge(cell, -1)) done = sideways(cell, -1);
    else if (event.key === "F2") {
      cell.setSelectionRange(cell.value.length, cell.value.length);
      done = true;
    } else if (event.key === "Escape" && cell.value !== found) {
      cell.value = found;
      changed(cell);
      done = true;
    } else if ((event.key === "=" || event.key === "＝") && columnOf(cell) < 2 && !cell.readOnly) {
      noChange(projectOf(cell), !field(projectOf(cell), "is_unchanged").checked);
      changed(cell);
      done = true;
    }
    if (done) event.preventDefault();
  });

  // -- a block of cells from a spreadsheet ---------------------------------------------------------------------------------
  // Tabs part cells and line breaks rows; a cell in quotes may hold both, and a quote twice.
  function block(text) {
    const rows = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at];
      const line = rows[rows.length - 1];
      const last = line.length - 1;
      if (quoted) {
        if (sign !== '"') line[last] += sign;
        else if (text[at + 1] === '"') line[last] += text[(at += 1)];
        else quoted = false;
      } else if (sign === '"' && line[last] === "") quoted = true;
      else if (sign === "\t") line.push("");
      else if (sign === "\n") rows.push([""]);
      else if (sign !== "\r") line[last] += sign;
    }
    if (rows.length > 1 && rows[rows.length - 1].join("") === "") rows.pop();
    return rows;
  }

  form.addEventListener("paste", (event) => {
    const cell = event.target;
    const text = event.clipboardData.getData("text/plain");
    if (!cell.matches(".cell") || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) {
      // A single cell from a spreadsheet brings a line break along.
      if (cell.matches("input.cell") && /\n$/.test(text)) {
        event.preventDefault();
        cell.setRangeText(text.trim(), cell.selectionStart, cell.selectionEnd, "end");
        changed(cell);
      }
      return;
    }
    const rows = block(text);
    const [top, left] = [projects.indexOf(projectOf(cell)), columnOf(cell)];
    const width = Math.max(...rows.map((line) => line.length));
    if (cell.tagName === "TEXTAREA" && width === 1 && !/^"/.test(text)) return; // lines of prose
    event.preventDefault();
    let [count, locked] = [0, 0];
    rows.forEach((line, down) => {
      line.forEach((value, right) => {
        const target = cellAt(top + down, left + right);
        if (!target) return;
        if (target.readOnly) {
          locked += 1;
          return;
        }
        const number = FIGURES.includes(COLUMNS[left + right]) ? amount(value) : null;
        target.value = number === null ? value.trim() : shown(number);
        count += 1;
        changed(target);
      });
    });
    const missed = { rows: Math.max(0, top + rows.length - projects.length), columns: Math.max(0, left + width - COLUMNS.length), locked };
    const lost = missed.rows || missed.columns || missed.locked;
    tell([fill(words.pasted, { count }), lost ? fill(words.notFitting, missed) : ""].join(" "));
  });

  // -- drafts --------------------------------------------------------------------------------------------------------------
  const waiting = new Set();
  let timer = 0;
  let sending = null;

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(form.dataset.key)) ?? {};
    } catch {
      return {};
    }
  }

  function keep(change) {
    try {
      const all = kept();
      change(all);
      sessionStorage.setItem(form.dataset.key, JSON.stringify(all));
    } catch {
      // A full or forbidden storage only loses the second net: the draft itself goes to the server.
    }
  }

  function changed(element) {
    const project = projectOf(element);
    if (FIGURES.slice(0, 2).includes(COLUMNS[columnOf(element)]) && element.value.trim()) noChange(project, false);
    if (element.name.startsWith("is_unchanged") && element.checked) {
      ["invest_month", "invest_ytd"].forEach((name) => (field(project, name).value = ""));
    }
    element.classList.remove("carried");
    follow(project);
    const version = Number(row(project).value.split(":")[1]);
    keep((all) => (all[key(project)] = { version, cells: cellsOf(project) }));
    waiting.add(project);
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  }

  form.addEventListener("input", (event) => {
    if (event.target.matches(".cell, .why input")) changed(event.target);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches(".why select, .unchanged input")) changed(event.target);
    if (event.target.matches(".chooser")) send(event.target);
  });

  function bodyOf(list) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    list.forEach((project) => {
      body.append("row", row(project).value);
      Object.entries(cellsOf(project)).forEach(([name, text]) => body.append(`${name}-${key(project)}`, text));
    });
    return body;
  }

  function state(project, text) {
    project.querySelector("[data-state]").textContent = text;
  }

  // Null where nothing was saved; then everything stays in the window's own storage.
  async function post(body, options) {
    let answer;
    try {
      answer = await fetch(form.dataset.draft, { method: "POST", body, ...options });
    } catch (failure) {
      if (failure.name !== "AbortError") tell(words.offline);
      return null;
    }
    if (answer.redirected || answer.status === 403) {
      tell(`${words.ended} `);
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = words.signIn;
      said.append(link);
      return null;
    }
    if (!answer.ok) {
      tell(words.offline);
      return null;
    }
    return answer.json();
  }

  async function save() {
    if (sending || !waiting.size) return;
    const list = [...waiting];
    waiting.clear();
    const sent = Object.fromEntries(list.map((project) => [key(project), JSON.stringify(cellsOf(project))]));
    list.forEach((project) => state(project, words.saving));
    sending = new AbortController();
    const answer = await post(bodyOf(list), { signal: sending.signal });
    sending = null;
    if (answer) {
      if (said.textContent.startsWith(words.offline)) tell("");
      list.forEach((project) => settle(project, answer, sent[key(project)]));
    } else list.forEach((project) => waiting.add(project));
    if (waiting.size) timer = setTimeout(save, answer ? DELAY : 10 * DELAY);
  }

  function settle(project, answer, sent) {
    const told = answer.rows[key(project)];
    if (!told) return;
    state(project, told.kept ? `${fill(words.saved, { time: answer.at })} ${words.handIn}` : fill(words.saved, { time: answer.at }));
    if (told.files) showFiles(project, told.files);
    showSaid(project, told);
    if (!sent || sent === JSON.stringify(cellsOf(project))) keep((all) => delete all[key(project)]);
  }

  function showSaid(project, told) {
    const wrong = new Set(told.said.map(([cell]) => cell));
    [...COLUMNS, "difference_note"].forEach((name) => {
      const cell = field(project, name);
      if (!cell) return;
      if (wrong.has(name)) {
        cell.setAttribute("aria-invalid", "true");
        cell.setAttribute("aria-describedby", `said-${key(project)}`);
      } else {
        cell.removeAttribute("aria-invalid");
        cell.removeAttribute("aria-describedby");
      }
    });
    const list = project.querySelector("[data-said]");
    list.replaceChildren(
      ...told.said.map(([, text]) => {
        const line = document.createElement("li");
        line.textContent = text;
        return line;
      }),
    );
    showReason(project, told.wants_reason || wrong.has("difference_note"));
    project.querySelector("tr.said").hidden = !told.said.length && project.querySelector("[data-why]").hidden;
  }

  // What is said already stays.
  function addSaid(project, text) {
    const line = document.createElement("li");
    line.textContent = text;
    project.querySelector("[data-said]").append(line);
    project.querySelector("tr.said").hidden = false;
  }

  // -- photos and vouchers -------------------------------------------------------------------------------------------------
  async function send(chooser) {
    const project = projectOf(chooser);
    const file = chooser.files[0];
    if (!file) return;
    if (file.size > words.limitBytes) {
      chooser.value = "";
      addSaid(project, fill(words.tooLarge, { name: file.name, limit: words.limit }));
      return;
    }
    state(project, fill(words.sending, { name: file.name }));
    const body = bodyOf([project]);
    body.append(chooser.name, file);
    const answer = await post(body);
    if (!answer) return;
    chooser.value = "";
    settle(project, answer);
  }

  function showFiles(project, files) {
    const list = project.querySelector("[data-files]");
    [...list.querySelectorAll("li")].filter((line) => !line.querySelector("a")).forEach((line) => line.remove()); // a link is handed in
    files.forEach(([pk, name]) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      Object.assign(button, { className: "drop", name: "act", value: `drop-${key(project)}-${pk}`, textContent: "×" });
      button.setAttribute("aria-label", fill(words.remove, { name }));
      line.append(`${name} `, button);
      list.append(line);
    });
  }

  // -- handing in, and coming back -----------------------------------------------------------------------------------------
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sending?.abort();
    waiting.clear();
    keep((all) => Object.values(all).forEach((entry) => (entry.sent = true)));
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting.size && !form.dataset.sent) save();
  });

  // What was typed and never reached the server, because the session or the connection had ended.
  const left = kept();
  let restored = 0;
  projects.forEach((project) => {
    const entry = left[key(project)];
    if (!entry) return;
    const [pk, version] = row(project).value.split(":");
    const isDone = JSON.stringify(cellsOf(project)) === JSON.stringify(entry.cells) || (entry.sent && Number(version) !== entry.version);
    if (isDone) {
      keep((all) => delete all[pk]);
      return;
    }
    row(project).value = `${pk}:${entry.version}`;
    putCells(project, entry.cells);
    waiting.add(project);
    restored += 1;
  });
  if (restored) {
    tell(words.restored);
    save();
  }

  projects.forEach(follow);
  const start = projects.find((project) => project.matches(".is-open, .is-returned, .is-draft")) ?? projects[0];
  const wrong = form.querySelector(".cell[aria-invalid=true]"); // what was refused is where one goes on
  if (!window.matchMedia("(min-width: 40.01rem)").matches) wrong?.scrollIntoView({ block: "center" });
  else if (wrong || start) enter(wrong ?? field(start, "invest_month"));
})();
