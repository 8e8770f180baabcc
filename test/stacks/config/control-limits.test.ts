import type { Configuration } from "../../../stacks/config";
import { draftOf } from "../../../stacks/config/draft";
import { controlLimits } from "../../../stacks/config/monitoring/control-limits";
import { YamlFile } from "../../../stacks/config/yaml-file";
import { configurationOf, organizationWithMembers } from "../../support/configurations";
import { edited, faults, MEMBERS, TEAM } from "./faults-of";

const WATCHED = "monitoring: {}\n";
const members = (count: number): string =>
  organizationWithMembers(...Array.from({ length: count }, (_, index) => `m${index}`));
const teams = (count: number, rest: (index: number) => string): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) =>
      `team: t${index}\naccount: m${index}\nregion: eu-west-1\nrecord: [{ preset: lambda-invocations }]\n${rest(index)}\n`,
  );
const ownBucket = (index: number): string => `destination: own\nbucketName: some-bucket-of-its-own-${index}`;
const ownGroup = (index: number): string => `logGroup: { name: /some/group/of/its/own/${index} }`;

describe("names of their own, of which controls have to name each", () => {
  it("of a few log buckets and log groups are taken", () => {
    const few = teams(15, (index) => `${ownBucket(index)}\n${ownGroup(index)}`);
    expect(faults(`${members(15)}${WATCHED}`, ...few)).toEqual([]);
  });

  it("of many log buckets are one fault, with what they do", () => {
    expect(faults(`${members(60)}${WATCHED}`, ...teams(60, ownBucket))).toEqual([
      expect.stringMatching(
        /^organization\.yaml:75:13 monitoring: watches over 60 log buckets by names that do not begin as orgtrail's do, which is too much for AWS: log-bucket-changed makes a saved query of \d+ characters \(at most 10000\), all controls make \d+ metric filters \(at most 100 in one log group\); leave out bucketName, in teams\/1\.yaml and others, or switch off log-bucket-changed in monitoring\.controls$/,
      ),
    ]);
    const off = "monitoring: { controls: { log-bucket-changed: { enabled: false } } }\n";
    expect(faults(`${members(60)}${off}`, ...teams(60, ownBucket))).toEqual([]);
  });

  it("of many log groups are one fault too, and filters are counted", () => {
    const [first, ...others] = faults(`${members(400)}${WATCHED}`, ...teams(400, ownGroup));
    expect(others).toEqual([]);
    expect(first).toMatch(/monitoring: watches over 400 log groups by names/);
    expect(first).toMatch(/event-log-changed makes a saved query of \d+ characters/);
    expect(first).toMatch(/all controls make \d+ metric filters \(at most 100 in one log group\)/);
    expect(first).toMatch(
      /leave out logGroup\.name, in teams\/1\.yaml and others, or switch off event-log-changed, event-log-shared, alarms-changed/,
    );
  });

  it("of both are a fault each", () => {
    const both = teams(60, (index) => `${ownBucket(index)}\n${ownGroup(index)}`);
    expect(faults(`${members(60)}${WATCHED}`, ...both)).toEqual([
      expect.stringContaining("watches over 60 log buckets"),
      expect.stringContaining("watches over 60 log groups"),
    ]);
  });

  it("in rules of the security account are told of with their place, at their edge", () => {
    const organization = (count: number): string =>
      `${members(count).replace("    members:", '    security: { id: "333333333333" }\n    members:')}monitoring: { rules: { forwardToSecurity: true } }\n`;
    const named = (count: number): readonly string[] =>
      teams(count, (index) => `rules: true\n${ownBucket(index)}`);
    const faultsOf = (count: number): readonly string[] => faults(organization(count), ...named(count));
    const least = Array.from({ length: 60 }, (_, index) => index + 1).find(
      (count) => faultsOf(count).length > 0,
    );
    expect(least).toBeGreaterThan(20);
    expect(faultsOf(least ?? 0)).toEqual([
      expect.stringMatching(
        /^organization\.yaml:\d+:13 monitoring: watches over \d+ log buckets .*: log-bucket-changed makes (a saved query|an event pattern) of \d+ characters \(at most (10000|2048)\)/,
      ),
    ]);
  });

  it("in a team's own rules are told of in its file", () => {
    const organization = `${MEMBERS}monitoring: { logGroupName: ${"/".repeat(512)} }\n`;
    const long = `${TEAM}rules: true\nlogGroup: { name: ${"/".repeat(511)}a }\n`;
    expect(faults(organization, long)).toEqual([
      expect.stringMatching(/^organization\.yaml:17:13 monitoring: watches over 2 log groups /),
      expect.stringMatching(
        /^teams\/1\.yaml:5:8 rules: watches over 2 log groups .*: event-log-changed makes an event pattern of \d+ characters \(at most 2048\).*; leave out monitoring\.logGroupName, in organization\.yaml and others, or/,
      ),
    ]);
    const shorter = `${MEMBERS}monitoring: { logGroupName: ${"/".repeat(255)} }\n`;
    expect(faults(shorter, `${TEAM}rules: true\n`)).toEqual([]);
  });
});

it("tells of controls that are too much for AWS without any names", () => {
  const text = `${MEMBERS}${WATCHED}`;
  const configuration = configurationOf(text);
  const { monitoring } = configuration;
  const management = monitoring?.management;
  if (management?.logGroup === undefined) throw new Error("nothing is watched");
  const [first, ...others] = management.logGroup.controls;
  if (first === undefined) throw new Error("there are no controls");
  const controls = [{ ...first, firstStep: "x".repeat(1024) }, ...others];
  const changed: Configuration = {
    ...configuration,
    monitoring: {
      ...monitoring,
      management: { ...management, logGroup: { ...management.logGroup, controls } },
    },
  };
  const draft = draftOf(
    { file: new YamlFile("organization.yaml", text), value: {}, isRefused: () => false },
    [],
  );
  expect(controlLimits(changed, draft)).toMatchObject([
    {
      path: ["monitoring"],
      what: expect.stringMatching(
        new RegExp(
          `^asks too much of AWS: ${first.id} makes an alarm's description of \\d+ characters \\(at most 1024\\)$`,
        ),
      ) as unknown,
      remedy: `switch off ${first.id} in monitoring.controls`,
    },
  ]);
  expect(controlLimits(configuration, draft)).toEqual([]);
});

describe("an alarm of a team that is too long", () => {
  const alarm = (text: string): string => `${TEAM}alarms: [{ name: alarm, ${text} }]\n`;
  const managed = (text: string): string =>
    edited("preset: lambda-invocations", "preset: management-write", alarm(text))
      .replace("name: alarm", `name: ${"n".repeat(40)}`)
      .replace("team: payments", `team: ${"t".repeat(28)}`);
  /** With a path, since names have 64 characters. */
  const principalOf = (length: number): string =>
    `${"arn:aws:iam::300000000000:role/".padEnd(length - 2, "p")}/p`;
  const principal = principalOf(411);
  const names = (count: number, length: number): string =>
    Array.from({ length: count }, (_, index) => `E${String(index).padStart(length - 1, "0")}`).join(", ");

  it("by many events is shortened, not refused", () => {
    expect(faults(MEMBERS, alarm(`events: [${names(60, 25)}]`))).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    [
      "by its events",
      `events: [${names(100, 100)}]`,
      /^teams\/1\.yaml:5:\d+ alarms\[0\]\.events: makes a saved query of \d+ characters; .*; allowed: at most 10000 characters; name fewer events, and the others in another alarm$/,
    ],
    [
      "by its principal, which a query repeats",
      `events: [${names(60, 20)}], principal: "${principalOf(360)}"`,
      /^teams\/1\.yaml:5:\d+ alarms\[0\]\.principal: makes a saved query of \d+ characters; .*; shorten it with \*$/,
    ],
    [
      "by its principal and first step",
      `events: [${names(3, 80)}], principal: "${principal}", firstStep: ${"s".repeat(300)}`,
      /alarms\[0\]\.principal: makes an alarm's description of \d+ characters; .*; shorten it with \*, or shorten firstStep$/,
    ],
    [
      "by its first step",
      `events: [${names(3, 90)}], principal: "${principalOf(280)}", firstStep: ${"s".repeat(300)}`,
      /alarms\[0\]\.firstStep: makes an alarm's description of \d+ characters; .*; shorten it$/,
    ],
  ])("%s", (_name, text, expected) => {
    expect(faults(MEMBERS, managed(text))).toEqual([expect.stringMatching(expected)]);
  });

  it("by its principal, where no first step is set", () => {
    const text = `events: [${names(14, 20)}], principal: "${principal}"`;
    expect(faults(MEMBERS, managed(text))).toEqual([
      expect.stringMatching(
        /alarms\[0\]\.principal: makes an alarm's description of \d+ characters; .*; shorten it with \*$/,
      ),
    ]);
  });
});

describe("alarms of one name", () => {
  const team = (name: string, alarm: string, base = TEAM): string =>
    `${edited("team: payments", `team: ${name}`, base)}alarms: [{ name: ${alarm}, events: [Invoke] }]\n`;

  it("of two teams of one account and Region overwrite each other", () => {
    expect(faults(MEMBERS, team("data", "lake-read"), team("data-lake", "read"))).toEqual([
      'teams/2.yaml:5:18 alarms[0].name: makes an alarm of the name of one of team data in eu-west-1 of account 300000000000; received "acme-orgtrail-team-data-lake-read"; allowed: each name once in a Region of an account; choose another name',
    ]);
  });

  it("are none in another account or Region, nor where the name is another", () => {
    const elsewhere = edited("account: payments", "account: data", TEAM);
    const abroad = edited("eu-west-1", "us-east-1", TEAM);
    expect(faults(MEMBERS, team("data", "lake-read"), team("data-lake", "read", elsewhere))).toEqual([]);
    expect(faults(MEMBERS, team("data", "lake-read"), team("data-lake", "read", abroad))).toEqual([]);
    expect(faults(MEMBERS, team("data", "lake-read"), team("data-lake", "write"))).toEqual([]);
  });
});
