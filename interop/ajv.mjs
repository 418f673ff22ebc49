// What ajv says of files by the published JSON Schema: one line of JSON for each, the file and its errors.
//
//     node ajv.mjs annual-report-2021.schema.json report.json…
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const read = (file) => JSON.parse(utf8.decode(readFileSync(file)));
const complain = (message) => {
  throw new Error(message);
};

const [schema, ...files] = process.argv.slice(2);
// Strict, and a warning is an error too: the schema must give no ground for either.
const ajv = new Ajv2020({ strict: true, allErrors: true, logger: { log: complain, warn: complain, error: complain } });
const validate = addFormats(ajv).compile(read(schema));

for (const file of files) {
  let errors = [];
  try {
    if (!validate(read(file))) errors = validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`);
  } catch (error) {
    errors = [`cannot be read: ${error.message}`];
  }
  console.log(JSON.stringify([file, errors]));
}
