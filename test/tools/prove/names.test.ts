import { readFileSync } from "node:fs";
import { join } from "node:path";
import { valuesOf } from "../../../modules/policy";
import { builtInTables } from "../../../tools/prove/built-in";
import {
  actionProblem,
  actionsOfService,
  contextKeyProblem,
  mayNameNothing,
  NAMED_SERVICES,
  serviceIn,
} from "../../../tools/prove/names";
import { policiesOf } from "../../../stacks/blueprint";
import { everythingConfiguration, OPTION_TEXTS } from "../../support/configurations";
import { mayNameNothing as referenceSays } from "../../modules/policy/service-authorization";
import { variant } from "./configurations";

const STATEMENTS = [
  variant({ guarded: true, watchedEverywhere: true, mended: true }),
  ...Object.keys(OPTION_TEXTS).map((option) => variant({ guarded: true, option })),
  everythingConfiguration(),
].flatMap((configuration) => policiesOf(configuration).flatMap(({ document }) => document.Statement));

describe("the names that AWS has", () => {
  it("are known of every service that a policy of orgtrail names", () => {
    const services = STATEMENTS.flatMap(({ Action }) => valuesOf(Action))
      .filter((action) => action !== "*")
      .map(serviceIn);
    expect([...new Set(services)].filter((service) => !NAMED_SERVICES.includes(service))).toEqual([]);
  });

  it("have every context key that a policy of orgtrail reads, and every action that a table asks", () => {
    const keys = STATEMENTS.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys));
    expect([...new Set(keys)].filter((key) => contextKeyProblem(key) !== undefined)).toEqual([]);
    const actions = builtInTables().flatMap(({ rows }) => rows.flatMap(({ row }) => row.action ?? []));
    expect([...new Set(actions)].filter((action) => actionProblem(action) !== undefined)).toEqual([]);
  });

  it("say of which actions AWS asks without a resource, as its reference does", async () => {
    const actions = NAMED_SERVICES.flatMap(actionsOfService);
    const differ = await Promise.all(
      actions.map(async (action) =>
        mayNameNothing(action) === (await referenceSays(action)) ? [] : [action],
      ),
    );
    expect(differ.flat()).toEqual([]);
    expect(mayNameNothing("S3:listallmybuckets")).toBe(true);
    expect(mayNameNothing("s3:PutObject")).toBe(false);
  });

  it("have all that the list of the policies' tests has", () => {
    const file = join(__dirname, "..", "..", "modules", "policy", "aws-actions.json");
    const listed = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, readonly string[]>>;
    const actions = Object.entries(listed).flatMap(([service, names]) =>
      names.map((name) => `${service}:${name}`),
    );
    expect(actions.filter((action) => actionProblem(action) !== undefined)).toEqual([]);
  });

  it.each([
    ["s3:GetObject", undefined],
    ["kms:decrypt", undefined],
    ["sagemaker:AnythingAtAll", undefined],
    ["s3:GetObjekt", "did you mean s3:GetObject?"],
    ["s4:GetObject", "did you mean s3?"],
    ["s3:Get*", "name one action, or list several"],
    ["GetObject", "name one action, or list several"],
    ["s3:XyzzyPlugh", "correct the name"],
  ])("are told of an action: %s", (action, remedy) => {
    expect(actionProblem(action)?.remedy).toBe(remedy);
  });

  it.each([
    ["aws:SourceIp", undefined],
    ["aws:ResourceTag/Team", undefined],
    ["aws:ResourceTag/", "did you mean aws:ResourceTag/*?"],
    ["kms:EncryptionContext:aws:cloudtrail:arn", undefined],
    ["gitlab.example.com:sub", undefined],
    ["sagemaker:InstanceTypes", undefined],
    ["s3:TlsVersions", "did you mean s3:TlsVersion?"],
    ["kms:ViaServices", "did you mean kms:ViaService?"],
    ["iam:XyzzyPlugh", "correct the name"],
    ["TlsVersion", "did you mean s3:TlsVersion?"],
    ["XyzzyPlugh", "write its prefix too"],
    [":x", "write its prefix too"],
  ])("are told of a context key: %s", (key, remedy) => {
    expect(contextKeyProblem(key)?.remedy).toBe(remedy);
  });
});
