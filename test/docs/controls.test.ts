import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONTROL_IDS, LOG_VALIDATION_CONTROL, LOG_VALIDATION_SILENCE } from "../../modules/controls";
import { CONTROLS } from "../modules/controls/fixtures";
import { ROOT } from "../support/run";

const PAGE = readFileSync(join(ROOT, "docs", "controls.md"), "utf8");
const UNHEARD = "## What no control hears";

/** The names of calls in a text, which begin with a capital and have another. */
function callsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/`([A-Z][a-z]+[A-Z]\w+)`/g)].map(([, name = ""]) => name))];
}

/** The controls whose filters name the call. */
function hearers(call: string): readonly string[] {
  const named = new RegExp(`eventName ?= ?"?${call}\\b`);
  return CONTROLS.filter(({ patterns }) => patterns.some((pattern) => named.test(pattern))).map(
    ({ id }) => id,
  );
}

describe("what docs/controls.md claims", () => {
  const [claimed = "", rest = ""] = PAGE.split(UNHEARD);
  const unheard = rest.split("\n## ")[0] ?? "";

  it("is about calls that a control hears, by name", () => {
    expect(callsIn(claimed).length).toBeGreaterThan(15);
    expect(callsIn(claimed).filter((call) => hearers(call).length === 0)).toEqual([]);
  });

  it("of each point, is of a control that it names", () => {
    const points = claimed.slice(claimed.indexOf("Notes on the patterns")).split("\n- ");
    const strangers = points.flatMap((point) => {
      const controls = [...point.matchAll(/`([a-z-]+)`/g)].map(([, id = ""]) => id);
      return callsIn(point).filter((call) => !hearers(call).some((id) => controls.includes(id)));
    });
    expect(strangers).toEqual([]);
  });

  it("of what no control hears, is so, but for roles by their names", () => {
    expect(callsIn(unheard).length).toBeGreaterThan(3);
    const heard = callsIn(unheard).filter((call) => hearers(call).length > 0);
    expect(heard).toEqual(["CreateRole"]);
    expect([...hearers("CreateRole")].sort()).toEqual(["delivery-role-changed", "privileged-role-changed"]);
  });

  it("names controls that there are", () => {
    const ids = [...PAGE.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, id = ""]) => id);
    const known: readonly string[] = [...CONTROL_IDS, LOG_VALIDATION_CONTROL.id, LOG_VALIDATION_SILENCE.id];
    const unprefixed = ids.map((id) => id.replace(/^acme-orgtrail-/, ""));
    expect(unprefixed.filter((id) => !known.includes(id))).toEqual([]);
  });
});
