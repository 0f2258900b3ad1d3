import { Strategy, type StrategyHandler } from 'workbox-strategies';
import { withoutIndexName } from './shell-path';

/** Answers from the shell's cache by pathname alone, so that `?source=…` finds the page; from the network when the cache was cleared. */
export class ShellStrategy extends Strategy {
  protected override async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const path = withoutIndexName(new URL(request.url).pathname);
    return (await handler.cacheMatch(path)) ?? handler.fetch(request);
  }
}
