import fc from "fast-check";
import type { PolicyDocument, PolicyStatement } from "../../../modules/policy";
import {
  accountRoot,
  anonymous,
  authorize,
  FULL_AWS_ACCESS,
  type AccessRequest,
  type Policies,
} from "../../../modules/policy-evaluation";
import {
  inRange,
  parseDate,
  parseIpAddress,
  parseIpRange,
} from "../../../modules/policy-evaluation/condition-operators";
import { matchesPattern, patternOf } from "../../../modules/kernel";
import {
  alice,
  ALICE,
  auditor,
  AUDITOR_ROLE,
  BUCKET,
  cloudTrail,
  HOME,
  KEY,
  OBJECT,
  OTHER,
  stranger,
} from "./fixtures";

const statement = fc.record({
  Effect: fc.constantFrom("Allow" as const, "Deny" as const),
  Action: fc.constantFrom("*", "s3:*", "s3:Get*", "s3:DeleteObject", "kms:*"),
  Resource: fc.constantFrom("*", BUCKET, `${BUCKET}/*`, KEY),
  Condition: fc.constantFrom(
    {},
    { Bool: { "aws:SecureTransport": "true" } },
    { StringNotEquals: { "test:key": "a" } },
  ),
});
const Principal = fc.constantFrom(
  "*" as const,
  { AWS: HOME },
  { AWS: [OTHER, ALICE] },
  { AWS: AUDITOR_ROLE, Service: "cloudtrail.amazonaws.com" },
);
const toDocument = (statements: readonly Omit<PolicyStatement, "Sid">[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements.map((parts, index) => ({ Sid: `S${index}`, ...parts })),
});
const identityDocument = fc.array(statement, { maxLength: 3 }).map(toDocument);
const resourceDocument = fc
  .array(fc.tuple(statement, Principal), { maxLength: 3 })
  .map((list) => toDocument(list.map(([parts, named]) => ({ ...parts, Principal: named }))));

const policies: fc.Arbitrary<Policies> = fc.record(
  {
    resource: resourceDocument,
    identity: fc.array(identityDocument, { maxLength: 2 }),
    permissionsBoundary: identityDocument,
    session: fc.array(identityDocument, { maxLength: 2 }),
    serviceControl: fc.array(
      identityDocument.map((document) => [FULL_AWS_ACCESS, document]),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);
const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(
    alice,
    auditor,
    stranger,
    cloudTrail,
    anonymous(),
    accountRoot({ account: HOME }),
  ),
  action: fc.constantFrom("s3:GetObject", "s3:DeleteObject", "kms:Decrypt"),
  resource: fc.constantFrom(OBJECT, BUCKET),
  resourceAccount: fc.constant(HOME),
  context: fc.constantFrom({}, { "test:key": "a" }, { "aws:SecureTransport": true }),
});

const identityDeny: PolicyStatement = { Sid: "New", Effect: "Deny", Action: "s3:*", Resource: "*" };

it("adding a Deny never lets a request through that was denied", () => {
  fc.assert(
    fc.property(request, policies, fc.boolean(), (asked, given, toResource) => {
      fc.pre(authorize(asked, given).verdict !== "allowed");
      const more: Policies = toResource
        ? {
            ...given,
            resource: {
              Version: "2012-10-17",
              Statement: [{ ...identityDeny, Principal: "*" }, ...(given.resource?.Statement ?? [])],
            },
          }
        : {
            ...given,
            identity: [...(given.identity ?? []), { Version: "2012-10-17", Statement: [identityDeny] }],
          };
      expect(authorize(asked, more).verdict).not.toBe("allowed");
    }),
  );
});

it("adding an Allow never denies a request explicitly", () => {
  fc.assert(
    fc.property(request, policies, (asked, given) => {
      fc.pre(authorize(asked, given).verdict !== "explicitly denied");
      const more = { ...given, identity: [...(given.identity ?? []), FULL_AWS_ACCESS] };
      expect(authorize(asked, more).verdict).not.toBe("explicitly denied");
    }),
  );
});

it("the order of statements never matters", () => {
  const reversed = (document: PolicyDocument): PolicyDocument => ({
    ...document,
    Statement: [...document.Statement].reverse(),
  });
  fc.assert(
    fc.property(request, policies, (asked, given) => {
      const { resource, identity } = given;
      const turned: Policies = {
        ...given,
        ...(resource && { resource: reversed(resource) }),
        ...(identity && { identity: identity.map(reversed).reverse() }),
      };
      expect(authorize(asked, turned).verdict).toBe(authorize(asked, given).verdict);
    }),
  );
});

it("wildcards match as the naive regular expression does", () => {
  const naive = (pattern: string): RegExp =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
      "s",
    );
  const text = (characters: readonly string[]): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((list) => list.join(""));
  fc.assert(
    fc.property(
      text(["a", "b", ":", ".", "*", "?", "*"]),
      text(["a", "b", ":", ".", "*"]),
      (pattern, value) => {
        expect(matchesPattern(patternOf(pattern), value)).toBe(naive(pattern).test(value));
      },
    ),
    { numRuns: 500 },
  );
});

it("a wildcard match takes no exponential time", () => {
  expect(matchesPattern(patternOf(`${"*a".repeat(40)}b`), "a".repeat(2000))).toBe(false);
});

it("an address is in each range that it starts, whatever its length", () => {
  const addresses = fc.oneof(
    fc.ipV4().map((address) => [address, 32] as const),
    fc.ipV6().map((address) => [address, 128] as const),
  );
  fc.assert(
    fc.property(addresses, fc.nat(), ([text, bits], length) => {
      const address = parseIpAddress(text);
      const range = parseIpRange(`${text}/${length % (bits + 1)}`);
      expect(address && range && inRange(address, range)).toBe(true);
    }),
  );
});

it("the two ways to write an IPv6 address are one", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1, 0xffff), { minLength: 8, maxLength: 8 }), (groups) => {
      const full = groups.map((group) => group.toString(16)).join(":");
      const short = full.replace(/(^|:)0(:0)+(:|$)/, "::");
      expect(parseIpAddress(short)).toEqual(parseIpAddress(full));
      expect(parseIpAddress(full)).toBeDefined();
    }),
  );
});

it("the last two groups of an IPv6 address may be an IPv4 address", () => {
  expect(parseIpAddress("::ffff:203.0.113.7")).toEqual(parseIpAddress("::ffff:cb00:7107"));
});

it.each([
  "1.2.3",
  "01.2.3.4",
  "1.2.3.4.5",
  "1:2",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7:8:9",
  "g::",
  "1:2:3:4:5:6:7::8",
  "1.2.3.4::1",
  "",
])("%j is no address", (text) => {
  expect(parseIpAddress(text)).toBeUndefined();
});

it("dates are read as the platform reads them", () => {
  const dates = fc.date({
    min: new Date("1900-01-01T00:00:00Z"),
    max: new Date("2200-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, (date) => {
      expect(parseDate(date.toISOString())).toBeCloseTo(date.getTime() / 1000, 3);
    }),
  );
});

it.each([
  "2026-13-01",
  "2026-04-31",
  "2100-02-29",
  "2026-01-01T24:00Z",
  "2026-01-01T00:00:60Z",
  "2026-01-01T00:00",
  "yesterday",
])("%j is no date", (text) => {
  expect(parseDate(text)).toBeUndefined();
});
