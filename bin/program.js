// The bundled program, with the code that V8 made of it when it was built (`compile.js`): otherwise a quarter of
// the time of `segment check` is compiling. V8 refuses what another version of it made.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const url = new URL('../dist/cli.cjs', import.meta.url).href;
const path = fileURLToPath(url);

/** What it exports, its script, and where its compiled code is kept: for this text and this Node only. */
export function loadProgram() {
  const text = readFileSync(path, 'latin1');
  const digest = /\w+/.exec(text)[0];
  const compiledPath = `${path}.${digest}-${process.version}-${process.platform}-${process.arch}`;
  const compiled = readIfThere(compiledPath);
  const script = new vm.Script(`(function (exports, require, module, programUrl) {${text}\n})`, {
    filename: path,
    ...(compiled ? { cachedData: compiled } : {}),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(url), module, url);
  return { ...module.exports, script, compiledPath };
}

/** Without it, the text is compiled as it runs. */
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
