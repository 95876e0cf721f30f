// Validates rendered manifests; called by .ci/manifests in a folder that has the packages.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

const POD = "spec.jobTemplate.spec.template.spec";
const BURSAR = `${POD}.containers.0`;

// What must be refused: object, place, value (undefined: taken away).
const FAULTS = [
  ["CronJob/bursar-nightly", "spec.concurrencyPolicy", "Never"],
  ["CronJob/bursar-nightly", "spec.schedule", undefined],
  ["CronJob/bursar-nightly", "spec.schedule", 5],
  ["CronJob/bursar-nightly", "spec.startingDeadlineSeconds", "soon"],
  ["CronJob/bursar-nightly", "spec.jobTemplate.spec.backoffLimit", "3"],
  ["CronJob/bursar-nightly", "spec.jobTemplate.spec.podFailurePolicy.rules.0.action", undefined],
  ["CronJob/bursar-nightly", "spec.jobTemplate.spec.podFailurePolicy.rules.1.onExitCodes.values", ["2"]],
  ["CronJob/bursar-nightly", `${BURSAR}.resources.limits.memory`, "lots"],
  ["CronJob/bursar-nightly", `${BURSAR}.securityContext.runAsUser`, "root"],
  ["CronJob/bursar-nightly", `${BURSAR}.securityContext.readOnlyRootFilesystem`, "yes"],
  ["CronJob/bursar-nightly", `${BURSAR}.name`, undefined],
  ["CronJob/bursar-nightly", `${BURSAR}.args`, "run nightly"],
  ["CronJob/bursar-nightly", `${POD}.volumes.0.secret.defaultMode`, "0440"],
  ["StatefulSet/mysql", "spec.selector", undefined],
  ["Service/mail", "spec.ports.0.port", "smtp"],
  ["ConfigMap/bursar-settings", "data.BURSAR_THREADS", 2],
];

const models = new Map();

async function faultsOf(object) {
  const path = `kubernetes-models/${object.apiVersion}/${object.kind}`;
  if (!models.has(path)) {
    models.set(path, (await import(path))[object.kind]);
  }
  try {
    new (models.get(path))(object).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

function spoil(object, place, value) {
  const keys = place.split(".");
  const last = keys.pop();
  const at = keys.reduce((node, key) => node[key], object);
  if (at === undefined || (value === undefined && !(last in at))) {
    throw new Error(`there is no ${place} to spoil`);
  }
  if (value === undefined) {
    delete at[last];
  } else {
    at[last] = value;
  }
}

let failed = 0;
let objects = 0;
let trial = [];
for (const file of process.argv.slice(2)) {
  const all = parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS());
  trial = trial.length ? trial : all;
  for (const object of all) {
    objects += 1;
    for (const fault of await faultsOf(object)) {
      failed += 1;
      console.error(`${file}: ${object.kind}/${object.metadata.name}: ${fault}`);
    }
  }
}
for (const [id, place, value] of FAULTS) {
  const found = trial.find((object) => `${object.kind}/${object.metadata.name}` === id);
  const object = structuredClone(found);
  spoil(object, place, value);
  if ((await faultsOf(object)).length === 0) {
    failed += 1;
    console.error(`not refused: ${id}, ${place} = ${JSON.stringify(value)}`);
  }
}
console.log(`manifests: ${objects} objects, ${FAULTS.length} seeded faults, ${failed} failures`);
process.exit(failed === 0 && objects > 20 ? 0 : 1);
