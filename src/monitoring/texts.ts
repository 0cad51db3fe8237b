import { createTexts } from '../core/base/catalog.ts';

/** What `/metrics` and the probes say. */
export const texts = createTexts({
  deliveries: 'Finished deliveries, by outcome.',
  deliveryLag: 'Time from when a delivery was due until its last post was sent, in seconds.',
  deliveriesUnknown: 'Deliveries whose outcome is still unknown.',
  due: 'Deliveries that are due or in progress.',
  requests: 'Requests to platforms, by method and status.',
  requestSeconds: 'Time until a platform began its response, in seconds.',
  ackSeconds:
    'Time from the arrival of a command, a press or an event until it was acknowledged, in seconds.',
  commandSeconds: 'Duration of commands, in seconds.',
  sourceAge: 'The time since the source last answered completely, in seconds.',
  sourceFailures: 'Requests to the source that failed.',
  gatewayUp:
    'Whether events are received from the platform (1) or not (0). A platform without shards is one shard.',
  indexPapers: 'Papers in the search index.',
  indexBehind: 'Papers that were saved or changed and are not in the search index yet.',
  votes: 'Votes that were cast or retracted.',
  modelTokens: 'Tokens used by the model that writes summaries.',
  modelCost: 'The cost of the model today (UTC), in the currency of the configured price.',
  budgetRefused: 'Summaries that were made without the model because its daily budget was used up.',
  feedback: 'Number of people who said that a summary helped or did not help.',
  loopLag: 'Event loop lag since the last scrape, in seconds.',
  heapUsed: 'Memory that V8 uses for objects, in bytes.',
  resident: 'Resident memory of the process, in bytes.',
  cpu: 'CPU time used by the process, in seconds.',
  startTime: 'Start time of the process since the Unix epoch, in seconds.',

  alive: 'alive',
  ready: 'ready',
  stopping: 'not ready: the process is stopping',
  storeAway: 'not ready: the database does not answer',
  noPlatform: 'not ready: no platform is connected',
  needsToken:
    '/metrics requires METRICS_TOKEN here: the port is shared with the web pages, or is not on loopback. Set it, and send it as Authorization: Bearer TOKEN.',
  wrongToken: 'The bearer token does not match METRICS_TOKEN.',
  notFound: 'Not found. Paths: /livez, /readyz, /metrics',
  readOnly: 'Only GET and HEAD are allowed.',
});
