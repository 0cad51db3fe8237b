import { createTexts } from '../core/base/catalog.ts';

/** What `/metrics` and the probes say. */
export const texts = createTexts({
  deliveries: 'Deliveries that came to an end, by their outcome.',
  deliveryLag: 'From the planned time of a delivery to the end of its last post, in seconds.',
  due: 'Deliveries that are due or in progress.',
  requests: 'Requests that were answered or failed, by method and status.',
  requestSeconds: 'From a request to the beginning of its answer, in seconds.',
  commandSeconds: 'The time that a command took, in seconds.',
  sourceAge: 'The time since the source last answered completely, in seconds.',
  gatewayUp: 'Whether events of the platform come in: 1 or 0.',
  indexPapers: 'Papers that the search index has.',
  votes: 'Votes that were cast or retracted.',
  modelTokens: 'Tokens of the model that writes summaries.',
  modelCost: 'The cost of the model today (UTC), in the currency of the configured price.',
  budgetRefused: 'Summaries that were made without the model because its daily budget was used up.',
  feedback: 'How many people a summary helped or did not help.',
  loopLag: 'The delay of the event loop since the last scrape, in seconds.',
  heapUsed: 'Memory that V8 uses for objects, in bytes.',
  resident: 'Resident memory of the process, in bytes.',
  cpu: 'Processor time of the process, in seconds.',
  startTime: 'When the process was started, in seconds since 1970.',

  alive: 'alive',
  ready: 'ready',
  stopping: 'not ready: the process is stopping',
  storeAway: 'not ready: the database does not answer',
  noPlatform: 'not ready: no platform is connected',
  needsToken:
    'Metrics need METRICS_TOKEN at this address: a port of the web pages, or one that is not on loopback. Send it as Authorization: Bearer TOKEN.',
  wrongToken: 'The token is not METRICS_TOKEN.',
  notFound: 'There is nothing here. Paths: /livez, /readyz, /metrics',
  readOnly: 'Only GET and HEAD are answered here.',
});
