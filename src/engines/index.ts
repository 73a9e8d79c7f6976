import type { EngineAddress } from '../project/project.ts';
import { connectBigquery } from './bigquery.ts';
import { connectClickhouse } from './clickhouse.ts';
import type { Engine } from './engine.ts';
import { connectPostgres } from './postgres.ts';

/** Opens the engine; its package is looked for beside the project in the folder. */
export function connectEngine(entry: EngineAddress, folder: string): Promise<Engine> {
  switch (entry.type) {
    case 'clickhouse':
      return connectClickhouse(entry, folder);
    case 'postgres':
      return connectPostgres(entry, folder);
    case 'bigquery':
      return connectBigquery(entry, folder);
  }
}
