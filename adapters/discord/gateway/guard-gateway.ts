import { type ClientOptions, SimpleShardingStrategy } from 'discord.js';
import { PaperboyError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { problems } from '../texts/errors.ts';
import { parseEvent, parseFrame } from './event-schema.ts';

/** discord.js's manager of connections. */
export type Manager = Parameters<NonNullable<NonNullable<ClientOptions['ws']>['buildStrategy']>>[0];

export interface GatewayGuardOptions {
  readonly log: Log;
  readonly sampled: SampledLog;
  /** Called with the events that are ours alone, parsed. */
  readonly onEvent: (name: string, data: unknown) => void;
}

/**
 * Everything that comes from Discord's gateway leads through here, before discord.js reads any of it: what it reads it takes
 * for granted, and it does so in promises that nobody waits for, where one `null` would end the process. A listener
 * that throws costs its own event.
 */
export function guardGateway(manager: Manager, options: GatewayGuardOptions): SimpleShardingStrategy {
  guardEvents(manager, options);
  return new GuardedStrategy(manager, (raw) => {
    const frame = parseFrame(raw);
    if (!('kind' in frame)) return frame;
    countMalformed(options.sampled, frame);
    // discord.js ignores a null payload.
    return null;
  });
}

function countMalformed(
  sampled: SampledLog,
  { what, why }: { readonly what: string; readonly why: string },
): void {
  sampled.count({ what, why }, 'malformed gateway event dropped');
}

type ReadFrame = (raw: unknown) => object | null;

/** discord.js's own strategy; each of its connections reads only what `read` lets through. */
class GuardedStrategy extends SimpleShardingStrategy {
  readonly #read: ReadFrame;

  constructor(manager: Manager, read: ReadFrame) {
    super(manager);
    this.#read = read;
  }

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    // discord.js has no public place for this; where its insides change, that is reported before the first login.
    const shards: unknown = Reflect.get(this, 'shards');
    const connections: unknown[] = shards instanceof Map ? [...shards.values()] : [];
    if (connections.length < ids.length) throw createIncompatibleLibraryError();
    for (const connection of connections) guardFrames(connection, this.#read);
  }
}

function guardFrames(connection: unknown, read: ReadFrame): void {
  if (typeof connection !== 'object' || connection === null) throw createIncompatibleLibraryError();
  const unpack: unknown = Reflect.get(connection, 'unpackMessage');
  if (typeof unpack !== 'function') throw createIncompatibleLibraryError();
  const unpackGuarded = async (...data: unknown[]): Promise<object | null> => {
    try {
      const raw: unknown = await Reflect.apply(unpack, connection, data);
      return read(raw);
    } catch {
      // It could not be unpacked: that is no payload either, and is counted as one.
      return read(undefined);
    }
  };
  Reflect.set(connection, 'unpackMessage', unpackGuarded);
}

function guardEvents(manager: Manager, { log, sampled, onEvent }: GatewayGuardOptions): void {
  const originalEmit = manager.emit;

  function isDispatched(args: readonly unknown[]): boolean {
    const [{ data, shardId }] = args as [{ data: { t: string; d: unknown }; shardId: number }];
    const parsed = parseEvent(data.t, data.d);
    if (parsed.kind === 'ours') onEvent(data.t, parsed.data);
    else if (parsed.kind === 'library')
      Reflect.apply(originalEmit, manager, ['dispatch', { data: { ...data, d: parsed.data }, shardId }]);
    else if (parsed.kind === 'malformed') countMalformed(sampled, parsed);
    return true;
  }

  const emitGuarded = (name: string, ...args: unknown[]): boolean => {
    try {
      return name === 'dispatch'
        ? isDispatched(args)
        : Reflect.apply(originalEmit, manager, [name, ...args]) === true;
    } catch (err) {
      log.error({ err, event: name }, 'an event from Discord was not handled');
      return false;
    }
  };
  Reflect.set(manager, 'emit', emitGuarded);
}

function createIncompatibleLibraryError(): PaperboyError {
  return new PaperboyError(problems.discordLibrary());
}
