// `node bin/compile.js WORDS`: runs the program, then keeps what V8 compiled of it meanwhile for later runs.
import { loadProgram } from './program.js';
import { writeWhole } from './write-whole.js';

const { main, script, compiledPath } = loadProgram();
await main();
if (!process.exitCode) writeWhole(compiledPath, script.createCachedData());
