// Which identities of the form (勾稽关系) a report breaks, by the published catalogue alone. After the JSON Schema, which
// sees to it that every cell is there and holds a number.
//
//     node rules.mjs annual-report-2021.rules.json report.json…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export const read = (file) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)));

// The ten lines; BigInt, because a sum of counts can exceed what a double holds.
export function broken(catalogue, report) {
  const cell = (pointer) => {
    const value = pointer.slice(1).split("/").reduce((part, step) => part?.[step], report);
    if (!Number.isSafeInteger(value)) throw new Error(`${pointer} holds no count`);
    return value;
  };
  const sum = (pointers) => pointers.reduce((total, pointer) => total + BigInt(cell(pointer)), 0n);
  const findings = [];
  for (const { id, at, actual, expected } of catalogue.rules) {
    const [printed, due] = [sum(actual), sum(expected)];
    if (printed !== due) findings.push(`${id} ${at}: printed ${printed}, should be ${due}`);
  }
  return findings;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [catalogue, ...files] = process.argv.slice(2);
  for (const file of files) {
    let findings;
    try {
      findings = broken(read(catalogue), read(file));
    } catch (error) {
      findings = [`cannot be read: ${error.message}`];
    }
    for (const finding of findings) console.log(`${file}: ${finding}`);
    if (findings.length) process.exitCode = 1;
  }
}
