// Copies what pages need from node_modules into static/vendor, with licences and a lock of checksums.
//   node scripts/vendor.mjs          write the files
//   node scripts/vendor.mjs --check  fail where a file differs from static/vendor/vendor.lock
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const MODULES = join(ROOT, "node_modules");
const VENDOR = join(ROOT, "static", "vendor");
const LOCK = join(VENDOR, "vendor.lock");

// Icons in use, by their names in Tabler Icons (outline). Shown as {% include "generic/_icon.html" with name="search" %}.
const ICONS = [
  "alert-triangle", "arrow-back-up", "arrow-down", "arrow-up", "arrows-sort", "building-factory-2", "calendar", "chart-bar", "check",
  "chevron-down", "chevron-left", "chevron-right", "chevrons-left", "chevrons-right", "circle-check", "clock", "copy", "download",
  "edit", "external-link", "eye", "file-spreadsheet", "filter", "history", "home", "info-circle", "language", "lock", "logout",
  "menu-2", "paperclip", "phone", "plus", "printer", "refresh", "search", "settings", "star", "table", "trash", "upload", "user",
  "user-circle", "users", "x",
];

const sourceMap = /\n?\/[*/]# sourceMappingURL=.*?(\*\/)?\s*$/;
const version = (name) => JSON.parse(readFileSync(join(MODULES, name, "package.json"), "utf8")).version;
const text = (...path) => readFileSync(join(MODULES, ...path), "utf8");

function put(path, content) {
  const target = join(VENDOR, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

function sprite() {
  const symbols = ICONS.map((name) => {
    const svg = text("@tabler", "icons", "icons", "outline", `${name}.svg`);
    const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

function files(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

function checksums() {
  return files(VENDOR)
    .filter((path) => path !== LOCK)
    .map((path) => `${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${relative(VENDOR, path)}\n`)
    .join("");
}

async function write() {
  const { build } = await import("esbuild");
  rmSync(VENDOR, { recursive: true, force: true });
  put("tabler/tabler.min.css", text("@tabler", "core", "dist", "css", "tabler.min.css").replace(sourceMap, "\n"));
  // The package itself carries no licence file; its README names the licence and its holders.
  put("tabler/LICENSE", licence(text("@tabler", "icons", "LICENSE")));
  put("tabler/icons.svg", sprite());
  const bundle = await build({
    entryPoints: [join(ROOT, "scripts", "echarts.entry.mjs")],
    nodePaths: [MODULES],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    globalName: "echarts",
    target: "es2019",
    legalComments: "none",
  });
  const banner = `/*! Apache ECharts ${version("echarts")}, Apache-2.0; zrender ${version("zrender")}, BSD-3-Clause: see LICENSE and NOTICE */\n`;
  put("echarts/echarts.min.js", banner + bundle.outputFiles[0].text);
  put("echarts/LICENSE", text("echarts", "LICENSE"));
  put("echarts/NOTICE", text("echarts", "NOTICE"));
  put("echarts/LICENSE.zrender", text("zrender", "LICENSE"));
  const names = ["@tabler/core", "@tabler/icons", "echarts", "zrender"];
  put("versions.txt", names.map((name) => `${name} ${version(name)}\n`).join(""));
  writeFileSync(LOCK, checksums());
}

function licence(mit) {
  return `Tabler ${version("@tabler/core")} (https://tabler.io) and Tabler Icons ${version("@tabler/icons")}, both under the MIT licence.\n` +
    `Bootstrap 5.3, on which Tabler is built: Copyright 2011-2025 The Bootstrap Authors, MIT licence.\n\n${mit}`;
}

function check() {
  if (!existsSync(LOCK) || readFileSync(LOCK, "utf8") !== checksums()) {
    console.error("static/vendor differs from vendor.lock: run make vendor, or restore the files.");
    process.exit(1);
  }
}

if (process.argv.includes("--check")) check();
else await write();
