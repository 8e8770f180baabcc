import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeEnvironment, Processes } from "../../../tools/terraform";
import { ROOT } from "../../support/run";
import { cleanEnvironment, succeed } from "./npm";

/** An npm registry on this machine, for one scope. All other packages come from where they always come from. */
export interface Registry {
  readonly url: string;
  /** What a project's .npmrc says, so that npm finds the scope here. */
  readonly npmrc: string;
  readonly close: () => Promise<void>;
}

export const SCOPE = "@acme";

const PATIENCE_MS = 30_000;

/** Starts verdaccio on the loopback interface, empty. */
export async function startRegistry(): Promise<Registry> {
  const program = join(await installedVerdaccio(), "node_modules", "verdaccio", "bin", "verdaccio");
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-registry-"));
  writeFileSync(
    join(folder, "config.yaml"),
    'storage: ./storage\npackages: { "**": { access: $all, publish: $all } }\nlog: { type: stdout, level: warn }\n',
  );
  const address = `127.0.0.1:${await freePort()}`;
  const processes = new Processes();
  const { finished } = processes.start({
    program: process.execPath,
    args: [program, "--config", "config.yaml", "--listen", address],
    cwd: folder,
    env: codeEnvironment(cleanEnvironment()),
  });
  const url = `http://${address}/`;
  await Promise.race([
    answering(url),
    finished.then(({ output }) => {
      throw new Error(`the registry ended\n\n${output}`);
    }),
  ]);
  return {
    url,
    // A registry takes publishing from whoever logged in; this one asks for no name.
    npmrc: `${SCOPE}:registry=${url}\n//${address}/:_authToken=anybody\n`,
    close: async () => {
      await processes.stopAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Verdaccio's folder: installed once, by its lock file, outside the checkout. */
async function installedVerdaccio(): Promise<string> {
  const source = join(ROOT, "test", "publishing", "verdaccio");
  const digest = createHash("sha256")
    .update(readFileSync(join(source, "package-lock.json")))
    .digest("hex");
  const folder = join(tmpdir(), `orgtrail-verdaccio-${digest.slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}-${process.pid}`;
  mkdirSync(unfinished);
  cpSync(source, unfinished, { recursive: true });
  await succeed(unfinished, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
  renameSync(unfinished, folder);
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(url: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const answer = await fetch(`${url}-/ping`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the registry at ${url} does not answer`);
}
