import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import type { Serve } from '../../shared/shared-port.ts';

export interface RequestLimits {
  /** Open at one time. */
  readonly most: number;
  /** A request that has not come in whole by then is cut off. */
  readonly withinMs: number;
}

/** The limits of a server of Slack's own, for its requests at a port that is another's, whose visitors may take more time. */
export function limitRequests(serve: Serve, { most, withinMs }: RequestLimits, sampled: SampledLog): Serve {
  let open = 0;

  return (request, response) => {
    if (open >= most) {
      sampled.count({ most }, 'a request too many was refused');
      response.writeHead(503, { connection: 'close' }).end();
      return;
    }
    open += 1;
    // A body may go on after its answer, and an answer may come after the body: both hold the connection.
    let parts = 2;
    const end = (): void => {
      parts -= 1;
      if (parts === 0) open -= 1;
    };
    const overdue = setTimeout(() => request.destroy(), withinMs);
    request.once('close', () => {
      clearTimeout(overdue);
      end();
    });
    response.once('close', end);
    serve(request, response);
  };
}
