// After a build: the licences of what is in the bundle, and the hashes by which a test knows that it was built of this.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const names = Object.keys(JSON.parse(readFileSync("meta.json")).inputs)
  .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
  .filter((name) => name !== undefined);
const licences = [...new Set(names)].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : ""}\n`;
});
writeFileSync("made/editor.LICENSES.txt", licences.join(`\n${"-".repeat(72)}\n\n`));
const files = { "editor.js": "editor.js", "package-lock.json": "package-lock.json", "bundle": "made/editor.js" };
const hashes = Object.fromEntries(Object.entries(files).map(([name, path]) => [name, hash(path)]));
writeFileSync("made/built.json", `${JSON.stringify(hashes, null, 2)}\n`);
