// Loaded before the bot (`node --import`): its clock begins with the rehearsed time at which it asks for it, and not with that at which it
// was started. It takes seconds to load, which are hours of the rehearsal, and several processes would have as many times.
import { CLOCK_ORIGIN, type ClockOrigin } from './clock-origin.ts';

const { from, real, speed } = JSON.parse(process.env[CLOCK_ORIGIN] ?? '{}') as ClockOrigin;

process.env = new Proxy(process.env, {
  get: (env, name, receiver) =>
    name === 'PAPERBOY_CLOCK'
      ? new Date(from + (Date.now() - real) * speed).toISOString()
      : Reflect.get(env, name, receiver),
});
