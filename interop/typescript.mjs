// TypeScript from the published JSON Schema, with json-schema-to-typescript.
//
//     node typescript.mjs annual-report-2021.schema.json > report.d.ts
//
// That generator makes a type of every title and a copy of every definition that is referred to with a title beside.
// So each reference is named as the type it leads to, and the title, the form's label, goes into the comment.
import { compile } from "json-schema-to-typescript";
import { readFileSync } from "node:fs";

function plain(key, value) {
  if (!value?.title) return value;
  const { title, description, $id, $ref, ...rest } = value;
  const named = { description: `${title}: ${description}`, ...rest };
  return $ref ? { ...named, tsType: $ref.split("/").pop() } : named;
}

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"), plain);
process.stdout.write(await compile(schema, "AnnualReport", { bannerComment: "", unreachableDefinitions: true }));
