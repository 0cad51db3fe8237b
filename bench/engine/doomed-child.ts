// A worker that takes a job and does not come back from it, until somebody kills it: node bench/engine/doomed-child.ts NAME URL FOLDER
import { listEngines } from './engines.ts';

const [, , name, url = '', folder = ''] = process.argv;
const engine = listEngines(folder).find((one) => one.name === name);
const opened = await engine?.open(url);
await opened?.work(async () => {
  process.stdout.write('took\n');
  await new Promise(() => undefined);
});
setInterval(() => undefined, 1000);
