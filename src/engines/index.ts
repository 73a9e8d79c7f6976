import type { EngineAddress, EngineEntry } from '../project/project.ts';
import { connectClickhouse } from './clickhouse.ts';
import type { Engine } from './engine.ts';
import { connectPostgres } from './postgres.ts';

const kinds: Readonly<
  Record<EngineEntry['type'], (entry: EngineAddress, folder: string) => Promise<Engine>>
> = {
  clickhouse: connectClickhouse,
  postgres: connectPostgres,
};

/** Opens the engine; its package is looked for beside the project in the folder. */
export function connectEngine(entry: EngineAddress, folder: string): Promise<Engine> {
  return kinds[entry.type](entry, folder);
}
