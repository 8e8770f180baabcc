import { readdirSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ValidationError } from "../../modules/validation";
import { ROOT } from "../support/run";

type AnyConstruct = new (scope: Construct, id: string, props?: unknown) => Construct;
type Props = Readonly<Record<string, unknown>>;

function isConstruct(value: unknown): value is AnyConstruct {
  return typeof value === "function" && value.prototype instanceof Construct;
}

/** Whatever a module gives to others that is a construct: a new one is here without being named. */
const CONSTRUCTS = readdirSync(join(ROOT, "modules")).flatMap((module) =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module's name is known only here
  Object.entries(require(join(ROOT, "modules", module)) as Props).flatMap(([name, exported]) =>
    isConstruct(exported) ? [[name, exported] as const] : [],
  ),
);

/** What comes of it: the error of a construct that nobody could make. */
function refusalOf(construct: AnyConstruct, props?: unknown): unknown {
  try {
    new construct(new TerraformStack(new App(), "stack"), "it", props);
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

/** A value of the kind that an error allows, with nothing in it. */
function hollow(allowed = ""): unknown {
  if (allowed.startsWith("a list")) return [];
  if (allowed.startsWith("an object")) return {};
  return allowed === "a text" ? "x" : allowed.split(", ")[0];
}

/** The props with the value at a path such as `place.region`. */
function withProp(props: Props, path: string, value: unknown): Props {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...props, [first]: value };
  return { ...props, [first]: withProp(Object(props[first]) as Props, rest.join("."), value) };
}

/** Props that have what the construct asks for, as its errors tell it, and how each of them is named. */
function askedFor(construct: AnyConstruct): { readonly props: Props; readonly paths: readonly string[] } {
  let props: Props = {};
  const paths: string[] = [];
  for (let round = 0; round < 5; round++) {
    const error = refusalOf(construct, props);
    const missing =
      error instanceof ValidationError
        ? error.problems.filter(({ remedy }) => remedy.endsWith("needs it"))
        : [];
    for (const { property, allowed } of missing) {
      paths.push(property);
      props = withProp(props, property, hollow(allowed));
    }
  }
  return { props, paths };
}

describe("props of a program without types", () => {
  it("are those of every construct of the library", () => {
    expect(CONSTRUCTS.length).toBeGreaterThan(25);
  });

  describe.each(CONSTRUCTS)("%s", (name, construct) => {
    it.each([undefined, null, "text", 7, [], () => undefined])("as %p are refused", (props) => {
      const { message } = validationOf(construct, props);
      expect(message).toContain("stack/it: props is ");
      expect(message).toContain(`give it to ${name}, which needs it`);
    });

    it("without any say each that is missing", () => {
      const { problems, message } = validationOf(construct, {});
      expect(problems.length).toBeGreaterThan(0);
      for (const { property } of problems)
        expect(message).toContain(`stack/it: ${property} is missing; allowed: a`);
    });

    it("with one that is missing, or of another kind, say that one", () => {
      const { props, paths } = askedFor(construct);
      for (const path of paths) {
        for (const wrong of [undefined, null, 7, true, 7n, Symbol("wrong"), () => undefined]) {
          const { problems } = validationOf(construct, withProp(props, path, wrong));
          expect(problems.map(({ property }) => property)).toContain(path);
        }
      }
    });

    it("with what is asked for, and nothing in it, end in no other error", () => {
      const error = refusalOf(construct, askedFor(construct).props);
      expect(error === undefined || error instanceof ValidationError ? "validated" : error).toBe("validated");
    });
  });

  it.each(CONSTRUCTS)("%s of a partition that AWS has not is told of those it has", (_, construct) => {
    const { props, paths } = askedFor(construct);
    for (const path of paths.filter((each) => /(^|\.)partition$/.test(each))) {
      expect(validationOf(construct, withProp(props, path, "azure")).message).toContain(
        `stack/it: ${path} is unknown; received "azure"; allowed: aws, aws-us-gov, aws-cn, aws-eusc; give`,
      );
    }
  });
});
