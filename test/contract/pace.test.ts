import { expect, it, onTestFinished } from 'vitest';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { createRefresh } from '../../src/jobs/papers/refresh.ts';
import { createHttp } from '../../src/sources/http/client.ts';
import { createSources } from '../../src/sources/index.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound } from '../support/builders.ts';
import { IN_PROCESS } from '../support/in-process.ts';
import { PLATFORMS } from './people.ts';

const ID = '2604.00501';
const DAY = '2026-04-30';

it.each(Object.entries(PLATFORMS))(
  'how fast a paper gains upvotes is said from the second refresh on, in the hours between both, on %s',
  async (_name, connect) => {
    const desk = await aDesk();
    const { store, clock, log } = desk;
    const hf = await startHfServer({ today: DAY, days: { [DAY]: hfItems(1, { from: 501, upvotes: 20 }) } });
    onTestFinished(() => hf.close());
    const http = createHttp({
      origins: [{ url: hf.url, concurrency: 2 }],
      ...{ userAgent: 'Paperboy/test', clock, log, maxBytes: 1_000_000 },
    });
    const source = createSources({
      http,
      huggingFaceUrl: hf.url,
      arxivUrl: hf.url,
      parsers: IN_PROCESS,
      log,
    });
    const refresh = createRefresh({ store, source, search: { update: async () => undefined }, clock, log });
    const person = await connect({ ...aRecordingInbound(), ...desk.dispatcher });
    const why = () => person.ask({ name: 'why', options: { paper: ID }, line: `why ${ID}` });

    clock.set(`${DAY}T06:00:00Z`);
    await refresh.run();
    clock.set(`${DAY}T09:00:00Z`);
    const once = await why();
    expect(once).toContain('20 upvotes');
    expect(once).not.toMatch(/rising|a day/);

    hf.setDay(DAY, hfItems(1, { from: 501, upvotes: 159 }));
    clock.set(`${DAY}T14:00:00Z`);
    await refresh.run();
    const twice = await why();
    expect(twice).toMatch(/159 upvotes.*, rising by 139 in 8 hours/);
    expect(twice).not.toContain('a day');
  },
);
