// A program on the generated types: three values of a report.
import { readFileSync } from "node:fs";
import type { AnnualReport } from "./report.js";

const report = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as AnnualReport;
const received: number = report.requests.received.total;
const amount: number = report.proactive_disclosure.fees.amount;
const code: string | null | undefined = report.unified_social_credit_code;
console.log(JSON.stringify([report.organ, received, amount, code ?? null]));
