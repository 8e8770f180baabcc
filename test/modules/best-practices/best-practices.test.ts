import { existsSync } from "node:fs";
import { join } from "node:path";
import { App, Testing } from "cdktf";
import {
  BestPractices,
  BestPracticesError,
  PRACTICE_TITLES,
  PRACTICES,
  suppressBestPractice,
} from "../../../modules/best-practices";
import { ValidationError } from "../../../modules/validation";
import { inTemporaryFolder } from "../../support/synthesized";
import { stackIn, trailIn } from "./hand-made";

describe("the rules", () => {
  it("are about all eleven practices, and their ids are their own", () => {
    expect([...new Set(PRACTICES.map(({ practice }) => practice))]).toEqual(
      Object.keys(PRACTICE_TITLES).map(Number),
    );
    expect(Object.keys(PRACTICE_TITLES)).toHaveLength(11);
    expect(new Set(PRACTICES.map(({ id }) => id)).size).toBe(PRACTICES.length);
  });
});

describe("the gate", () => {
  const synth = (outdir: string, suppress: (app: App) => void = () => undefined): BestPractices => {
    const app = new App({ outdir });
    trailIn(stackIn(app, "good"), { enableLogFileValidation: true });
    trailIn(stackIn(app, "bad"));
    suppress(app);
    const gate = new BestPractices().addTo(app);
    app.synth();
    return gate;
  };
  const suppressAll = (app: App): void => {
    for (const { id } of PRACTICES) suppressBestPractice(app, id, "this is a test");
  };

  it("ends the synthesis before any stack is written, with all findings at once", () => {
    inTemporaryFolder((outdir) => {
      let error: unknown;
      try {
        synth(outdir);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(BestPracticesError);
      const { message, findings } = error as BestPracticesError;
      expect(findings.length).toBeGreaterThan(5);
      expect(message.split("\n")).toHaveLength(findings.length);
      expect(message).toContain(
        "bad/trail: writes no digests of its log files (log-file-validation, practice 6); set enable_log_file_validation",
      );
      expect(message).not.toContain("good/trail: writes no digests");
      expect(existsSync(join(outdir, "stacks", "good", "cdk.tf.json"))).toBe(false);
    });
  });

  it("ends every synthesis until what is not compliant is mended or suppressed", () => {
    inTemporaryFolder((outdir) => {
      const app = new App({ outdir });
      const trail = trailIn(stackIn(app, "bad"));
      const written = join(outdir, "stacks", "bad", "cdk.tf.json");
      const gate = new BestPractices().addTo(app);
      const synthesize = (): void => {
        app.synth();
      };
      expect(synthesize).toThrow(BestPracticesError);
      expect(synthesize).toThrow(BestPracticesError);
      expect(existsSync(written)).toBe(false);
      suppressAll(app);
      expect(synthesize).not.toThrow();
      expect(existsSync(written)).toBe(true);
      trail.enableLogFileValidation = true;
      app.synth();
      const judged = gate.findings.find(({ rule }) => rule === "log-file-validation");
      expect(judged?.verdict).toBe("compliant");
    });
  });

  it("judges the tree once a synthesis", () => {
    inTemporaryFolder((outdir) => {
      const app = new App({ outdir });
      const stack = stackIn(app, "stack");
      stackIn(app, "another");
      const gate = new BestPractices().addTo(app);
      app.synth();
      const { findings } = gate;
      gate.visit(stack.node.findChild("aws"));
      expect(gate.findings).toBe(findings);
    });
  });

  it("is refused where there is no stack that could be judged", () => {
    const addTo = (): void => {
      new BestPractices().addTo(new App({ outdir: "unused" }));
    };
    expect(addTo).toThrow(ValidationError);
    expect(addTo).toThrow(
      /BestPractices\.addTo: scope has no stack in it yet.*; call addTo once all stacks are made/,
    );
  });

  it("writes what is suppressed, and keeps the reasons", () => {
    inTemporaryFolder((outdir) => {
      const { findings } = synth(outdir, suppressAll);
      expect(existsSync(join(outdir, "stacks", "bad", "cdk.tf.json"))).toBe(true);
      const reasons = findings
        .filter(({ verdict }) => verdict === "not compliant")
        .map(({ suppressed }) => suppressed);
      expect(new Set(reasons)).toEqual(new Set(["this is a test"]));
    });
  });

  it("fails for the construct beside the one that is suppressed", () => {
    inTemporaryFolder((outdir) => {
      const allButOne = (app: App): void => {
        for (const { id } of PRACTICES) {
          const where = id === "log-file-validation" ? app.node.findChild("good") : app;
          suppressBestPractice(where, id, "this is a test");
        }
      };
      expect(() => synth(outdir, allButOne)).toThrow(/^bad\/trail: writes no digests[^\n]*$/);
    });
  });

  it("takes the reason that stands nearest", () => {
    inTemporaryFolder((outdir) => {
      const { findings } = synth(outdir, (app) => {
        suppressAll(app);
        suppressBestPractice(app.node.findChild("bad"), "log-encryption", "a reason of its own");
      });
      const reasons = findings
        .filter(({ rule }) => rule === "log-encryption")
        .map(({ path, suppressed }) => `${path}: ${suppressed ?? "none"}`);
      expect(reasons).toEqual(["good/trail: this is a test", "bad/trail: a reason of its own"]);
    });
  });
});

describe("a suppression", () => {
  it.each([
    [
      "log-encrypton",
      "a good reason",
      /rule is no rule; received "log-encrypton"; allowed: organization-trail, /,
    ],
    ["log-encryption", "", /reason is too short to be a reason; received ""/],
    ["log-encryption", "  because   ", /too short/],
    ["log-encryption", "123456789", /at least 10 characters/],
  ])("of %j for %j is refused", (rule, reason, message) => {
    const stack = stackIn(Testing.app(), "stack");
    const suppress = (): void => {
      suppressBestPractice(stack, rule, reason);
    };
    expect(suppress).toThrow(ValidationError);
    expect(suppress).toThrow(message);
  });

  it("takes a reason of ten characters", () => {
    expect(() => {
      suppressBestPractice(stackIn(Testing.app(), "stack"), "insights", "1234567890");
    }).not.toThrow();
  });
});
