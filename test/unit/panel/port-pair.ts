import { english } from '../../../src/attendance/text';
import { RequestServer, type RequestHandler } from '../../../src/panel/request-server';
import type { ToHost, ToPage } from '../../../src/panel/protocol/messages';
import { HostClient, type Pushed } from '../../../src/panel/webview/host-client';

/** Both sides of a panel without VS Code: what one says is copied, as between processes, and heard by the other later. */
export interface PortPair {
  readonly client: HostClient;
  /** What the host pushed, and the page took in. */
  readonly pushed: Pushed[];
  /** All that went over, in order. */
  readonly toPage: ToPage[];
  readonly toHost: ToHost[];
  /** What was logged. */
  readonly warnings: string[];
  /** Says anything to a side, as a broken other side would. */
  readonly sayToHost: (message: unknown) => void;
  readonly sayToPage: (message: unknown) => void;
  readonly post: (message: ToPage) => void;
  readonly warn: (message: string) => void;
  readonly dispose: () => void;
}

/** @param handler made once both ways of the port are there */
export function portPair(
  handler: (port: {
    readonly post: (message: ToPage) => void;
    readonly warn: (words: string) => void;
  }) => RequestHandler,
): PortPair {
  const pushed: Pushed[] = [];
  const toPage: ToPage[] = [];
  const toHost: ToHost[] = [];
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
  };
  const post = (message: ToPage): void => {
    toPage.push(message);
    setImmediate(() => {
      client.receive(structuredClone(message));
    });
  };
  const server = new RequestServer({
    handler: handler({ post, warn }),
    post,
    say: english,
    warn,
    lineOf: (error) => (error instanceof Error ? error.name : ''),
    wordsOf: (error) => (error instanceof Error ? error.message : ''),
  });
  const client = new HostClient(
    {
      post(message) {
        toHost.push(message);
        setImmediate(() => {
          server.receive(structuredClone(message));
        });
      },
    },
    (one) => {
      pushed.push(one);
    },
  );
  return {
    client,
    pushed,
    toPage,
    toHost,
    warnings,
    sayToHost: (message) => {
      server.receive(message);
    },
    sayToPage: (message) => {
      client.receive(message);
    },
    post,
    warn,
    dispose: () => {
      server.dispose();
    },
  };
}

/** All that was said has been heard. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done));
}
