#!/usr/bin/env node
import module from 'node:module';

// Newer versions of Node keep the compiled code between runs.
module.enableCompileCache?.();

const { main } = await import('../dist/cli.js');
await main();
