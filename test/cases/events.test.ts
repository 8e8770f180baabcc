import { Readable } from "node:stream";
import { explain } from "../../tools/explain/explain";
import { caseOf, describeCases } from "../support/cases";
import { referenceConfiguration } from "../support/configurations";

describeCases("an event of an attack", () => {
  it.each<[string, number, string]>([
    ["dellog", 1, "log-file"],
    ["putrolepolicy-omitted-vs-normal", 2, "delivery-role-changed"],
  ])("is recorded by the organization trail, and heard: %s", async (name, count, control) => {
    const { trails, setOff = [] } = await explain(referenceConfiguration(), {
      ...{ inputs: [caseOf("events", `${name}.ndjson`)], standardInput: Readable.from([]), top: 1 },
    });
    expect(trails[0]?.events).toBe(count);
    expect(setOff.filter((heard) => heard.control.startsWith(control)).map(({ events }) => events)).toContain(
      count,
    );
  });
});
