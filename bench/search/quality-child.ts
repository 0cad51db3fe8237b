import { runEngine } from './child.ts';
import { readCollection } from './collection.ts';

const [name = '', folder = ''] = process.argv.slice(2);
const run = await runEngine(name, readCollection(folder), 50);
process.send?.(run);
