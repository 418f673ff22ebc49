// A browser that does what it is told, for tests in another language: a JSON object a line on standard input, an answer
// a line on standard output.
//
//   node drive.mjs /usr/bin/chromium
//
// {"do": "open", "url": …, "width": …, "height": …, "dark": …, "script": …, "policy": …, "paper": …}
//                                                               a new page; answers what went wrong while it loaded
// {"do": "follow", "selector": …}                               clicks; answers once the page has settled
// {"do": "press", "key": …}                                     a key of the keyboard
// {"do": "ask", "script": …}                                    answers what an expression is worth on the page
// {"do": "axe"}                                                 answers the violations that axe-core finds
// {"do": "print", "to": …}, {"do": "picture", "to": …, "whole": …}  writes a PDF, a PNG
// {"do": "troubles"}                                            answers what the console and the network said so far

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const browser = await chromium.launch({ executablePath: process.argv[2], headless: true, args: FLAGS });
let context;
let page;
let troubles = [];

const can = {
  async open({ url, width = 1400, height = 900, dark = false, script = true, policy = false, paper = false }) {
    await context?.close();
    context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      bypassCSP: !policy, // the page forbids every script, and axe-core is one
      javaScriptEnabled: script,
    });
    page = await context.newPage();
    if (paper) await page.emulateMedia({ media: "print" });
    troubles = [];
    page.on("console", (said) => troubles.push(`${said.type()}: ${said.text()}`));
    page.on("pageerror", (error) => troubles.push(`error: ${error}`));
    page.on("request", (request) => request.url() === url.split("#")[0] || troubles.push(`request: ${request.url()}`));
    await page.goto(url);
    return troubles;
  },
  async follow({ selector }) {
    await page.locator(selector).click();
    await page.waitForTimeout(100);
  },
  async press({ key }) {
    await page.keyboard.press(key);
  },
  async ask({ script }) {
    return await page.evaluate(script);
  },
  async axe() {
    await page.evaluate(AXE);
    const found = await page.evaluate("axe.run(document, { resultTypes: ['violations', 'incomplete'] })");
    const told = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`);
    return { violations: found.violations.flatMap(told), rules: found.passes.map(({ id }) => id) };
  },
  async print({ to }) {
    await page.pdf({ path: to, format: "A4", preferCSSPageSize: true });
  },
  async picture({ to, whole = false }) {
    await page.screenshot({ path: to, fullPage: whole });
  },
  async troubles() {
    return troubles;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  let answer;
  try {
    answer = { answer: (await can[order.do](order)) ?? null };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
