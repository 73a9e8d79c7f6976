#!/usr/bin/env node
import { loadProgram } from './program.js';

await loadProgram().main();
