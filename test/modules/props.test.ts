import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";
import { type ValueShape, type PropShapes, ValidationError } from "../../modules/validation";
import { ROOT } from "../support/run";
import { isObject, placesOf, valuesOf } from "./props-of-shapes";

jest.setTimeout(120_000);

type AnyConstruct = new (scope: Construct, id: string, props?: unknown) => Construct;

function isConstruct(value: unknown): value is AnyConstruct {
  return typeof value === "function" && value.prototype instanceof Construct;
}

const { constructs: SHAPES, types } = JSON.parse(
  readFileSync(join(ROOT, "modules", "validation", "shapes.json"), "utf8"),
) as PropShapes;

/** Whatever a module gives to others that is a construct: a new one is here without being named. */
const CONSTRUCTS = readdirSync(join(ROOT, "modules")).flatMap((module) =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module's name is known only here
  Object.entries(require(join(ROOT, "modules", module)) as object).flatMap(([name, exported]) =>
    isConstruct(exported) ? [[name, exported, SHAPES[name] ?? "anything"] as const] : [],
  ),
);

/** What comes of it, up to the JSON for Terraform: the error of a construct that nobody could make. */
function refusalOf(construct: AnyConstruct, props?: unknown): unknown {
  try {
    const stack = new TerraformStack(new App(), "stack");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    new construct(stack, "it", props);
    Testing.synth(stack, true);
  } catch (error) {
    return error;
  }
  return undefined;
}

function validationOf(construct: AnyConstruct, props?: unknown): ValidationError {
  const error = refusalOf(construct, props);
  if (!(error instanceof ValidationError)) throw new Error(`not validated: ${String(error)}`);
  return error;
}

/** Values that no prop takes. */
const NEVER = [null, Symbol("wrong"), 7n, () => undefined, new Date(0)] as const;

describe("props of a program without types", () => {
  it("are those of every construct of the library", () => {
    expect(CONSTRUCTS.length).toBeGreaterThan(25);
    expect(CONSTRUCTS.map(([name]) => name).sort()).toEqual(Object.keys(SHAPES).sort());
  });

  describe.each(CONSTRUCTS)("%s", (name, construct, shape) => {
    const places = placesOf(shape, types);
    const optional = places.filter(({ isOptional }) => isOptional);

    it.each([undefined, null, "text", 7, [], () => undefined])("as %p are refused", (props) => {
      const { message } = validationOf(construct, props);
      expect(message).toContain("stack/it: props is ");
      expect(message).toContain(`give it to ${name}, which needs it`);
    });

    it("without any say each that is missing", () => {
      const { problems, message } = validationOf(construct, {});
      expect(problems.length).toBeGreaterThan(0);
      for (const { property } of problems)
        expect(message).toContain(`stack/it: ${property} is missing; allowed: `);
    });

    it("say each value of another kind, wherever it stands, and no more than that", () => {
      expect(places.length).toBeGreaterThan(0);
      for (const { path, shape: asked, put, mayBeEmpty } of places) {
        const wrong = [...NEVER, ...besides(asked)].filter(
          (each) =>
            !(each instanceof Date && isObject(asked)) &&
            !(each === "" && (mayBeEmpty || path.endsWith("namePrefix"))) &&
            !(each === null && mayBeNull(asked)),
        );
        for (const value of wrong) {
          const { problems } = validationOf(construct, put(value));
          expect([path, problems.map(({ property }) => property)]).toEqual([path, [path]]);
        }
      }
    });

    it("say a value of a list that is not there, and take one that is there twice", () => {
      for (const { path, shape: asked, value, put } of places) {
        if (typeof asked === "string" || !("list" in asked) || !Array.isArray(value)) continue;
        const properties = (list: readonly unknown[]): readonly string[] =>
          validationOf(construct, put(list)).problems.map(({ property }) => property);
        expect(properties([...(value as unknown[]), undefined])).toEqual([`${path}[1]`]);
        expect(properties(new Array(1))).toEqual([`${path}[0]`]);
        if (typeof value[0] === "object") continue;
        const told = refusalOf(construct, put([value[0], value[0]]));
        expect([path, told === undefined || told instanceof ValidationError]).toEqual([path, true]);
      }
    });

    it("say all at once, each with what is allowed and what to do", () => {
      const outer = optional.filter(({ path }) => /^\w+$/.test(path));
      const full = outer[0]?.put(null) ?? {};
      const nothing = Object.fromEntries(outer.map(({ path }) => [path, null]));
      const problems = outer.length === 0 ? [] : validationOf(construct, { ...full, ...nothing }).problems;
      expect(problems.map(({ property }) => property).sort()).toEqual(outer.map(({ path }) => path).sort());
      for (const { allowed, remedy } of problems) {
        expect(allowed).toMatch(/\w/);
        expect(remedy).toBe(`give ${name} such a value, or leave it out`);
      }
    });

    it("of the kinds that are asked for end in no other error, whatever they are", () => {
      fc.assert(
        fc.property(valuesOf(shape, types), (props) => {
          const error = refusalOf(construct, props);
          expect(error === undefined || error instanceof ValidationError ? "validated" : error).toBe(
            "validated",
          );
        }),
        { numRuns: 60, interruptAfterTimeLimit: 4_000 },
      );
    });
  });
});

function mayBeNull(shape: ValueShape): boolean {
  return typeof shape === "object" && "either" in shape && shape.either.includes("null");
}

/** What else a place does not take. */
function besides(shape: ValueShape): readonly unknown[] {
  if (shape === "text") return [7, true, "", [], {}];
  if (shape === "number") return [NaN, Infinity, -Infinity, -1, 1.5, 2 ** 60, "7", true, [], {}];
  if (shape === "boolean") return ["true", 1, [], {}];
  if (typeof shape === "object" && "either" in shape) return [];
  if (isObject(shape)) return ["text", 7, true, []];
  if (typeof shape === "string") return [];
  if ("one" in shape) return ["azure", -7, NaN, true, [], {}];
  return "list" in shape ? ["text", 7, true, {}] : [true];
}
