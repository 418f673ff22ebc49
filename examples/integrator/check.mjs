// Checks exchanged reports with the published artefacts alone: the JSON Schema, then the catalogue of identities.
//
//     npm install ajv ajv-formats
//     node check.mjs annual-report-2021.schema.json annual-report-2021.rules.json report.json…
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { broken, read } from "./rules.mjs";

const [schema, catalogue, ...files] = process.argv.slice(2);
const validate = addFormats(new Ajv2020({ strict: true, allErrors: true })).compile(read(schema));

function findings(file) {
  try {
    const report = read(file);
    if (validate(report)) return broken(read(catalogue), report);
    return validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`);
  } catch (error) {
    return [`cannot be read: ${error.message}`];
  }
}

for (const file of files) {
  const found = findings(file);
  console.log(found.length ? found.map((finding) => `${file}: ${finding}`).join("\n") : `${file}: valid`);
  if (found.length) process.exitCode = 1;
}
