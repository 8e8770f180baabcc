import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { managementEvent } from "./events";
import { explainProcess, type Outcome } from "./orgtrail";

/** A configuration with monitoring, so that each event is put to all alarms and rules. */
const config = mkdtempSync(join(tmpdir(), "orgtrail-explain-memory-"));
mkdirSync(join(config, "teams"));
writeFileSync(
  join(config, "organization.yaml"),
  `${MINIMAL_ORGANIZATION}monitoring: { notify: [{ to: security@acme.example }] }\n`,
);
afterAll(() => {
  rmSync(config, { recursive: true });
});

const EVENT = JSON.stringify(
  managementEvent({
    errorCode: "AccessDenied",
    requestParameters: { names: Array.from({ length: 50 }, (_, index) => `name-${index}`) },
  }),
);
const PIECE = Array.from({ length: 1000 }, () => EVENT).join(",");

/** One list of records, as long as that. */
function* log(bytes: number): Generator<string> {
  yield '{"Records":[';
  for (let written = 0; written < bytes; written += PIECE.length) yield written === 0 ? PIECE : `,${PIECE}`;
  yield "]}";
}

/** On a machine with much memory and other work, V8 lets a heap grow before it looks for what is no longer needed. */
const HEAP = { NODE_OPTIONS: "--max-old-space-size=128" };

async function explainBytes(bytes: number): Promise<Outcome> {
  const outcome = await explainProcess(["-", "--json", "--config", config], log(bytes), HEAP);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  return outcome;
}

it("memory stays flat, however much is read", async () => {
  // What this process holds is none of what the other one does.
  const held = Buffer.alloc(400e6, 1);
  const small = await explainBytes(30e6);
  const large = await explainBytes(300e6);
  const eventsOf = ({ stdout }: Outcome): number => {
    const { setOff } = JSON.parse(stdout) as { setOff: { events: number }[] };
    return setOff[0]?.events ?? 0;
  };
  expect(eventsOf(small)).toBeGreaterThan(10_000);
  expect(eventsOf(large)).toBeGreaterThan(9 * eventsOf(small));
  expect(large.peakBytes / small.peakBytes).toBeLessThan(1.5);
  // Less than the input: the whole was never in memory.
  expect(large.peakBytes).toBeLessThan(300e6);
  expect(held).toHaveLength(400e6);
}, 300_000);
