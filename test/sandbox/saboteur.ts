import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** Passes requests on to an endpoint. */
export interface Saboteur {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/**
 * Stands before an endpoint, and strikes once Terraform has saved a state: before Terraform hears of it, and so before
 * it does anything that the state does not know of.
 */
export async function startSaboteur(endpoint: string, strike: () => void): Promise<Saboteur> {
  const server = createServer((incoming, outgoing) => {
    const { method, url = "/", headers } = incoming;
    const saves = method === "PUT" && new URL(url, endpoint).pathname.endsWith(".tfstate");
    const passed = request(`${endpoint}${url}`, { method, headers, agent: false }, (answer) => {
      if (saves) strike();
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
