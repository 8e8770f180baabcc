import { immutabilityProblems, type Immutability, type ObjectLock } from "../../../modules/immutability";

const lock = (rest: Partial<ObjectLock>): Immutability => ({
  kind: "object-lock",
  mode: "governance",
  days: 100,
  ...rest,
});

describe("immutabilityProblems", () => {
  it.each<[string, Immutability]>([
    ["MFA delete", { kind: "mfa-delete" }],
    ["a lock of one day", lock({ days: 1 })],
    ["a lock of 100 years", lock({ days: 36_500 })],
    ["expiry on the day the lock ends", lock({ lifecycle: { expireAfterDays: 100 } })],
    [
      "STANDARD_IA after 30 days",
      lock({ lifecycle: { transitions: [{ afterDays: 30, storageClass: "STANDARD_IA" }] } }),
    ],
    [
      "GLACIER_IR at once",
      lock({ lifecycle: { transitions: [{ afterDays: 0, storageClass: "GLACIER_IR" }] } }),
    ],
  ])("takes %s", (_name, immutability) => {
    expect(immutabilityProblems(immutability)).toEqual([]);
  });

  it.each<[string, Immutability, string, RegExp]>([
    ["a lock of no day", lock({ days: 0 }), "days", /number of days that S3 can lock/],
    ["a lock of more than 100 years", lock({ days: 36_501 }), "days", /number of days/],
    ["a lock of half a day", lock({ days: 0.5 }), "days", /number of days/],
    [
      "expiry before the lock ends",
      lock({ lifecycle: { expireAfterDays: 99 } }),
      "lifecycle.expireAfterDays",
      /hide/,
    ],
    [
      "STANDARD_IA after 29 days",
      lock({ lifecycle: { transitions: [{ afterDays: 29, storageClass: "STANDARD_IA" }] } }),
      "lifecycle.transitions.0.afterDays",
      /too early for STANDARD_IA/,
    ],
    [
      "two transitions on one day",
      lock({
        lifecycle: {
          transitions: [
            { afterDays: 40, storageClass: "GLACIER_IR" },
            { afterDays: 40, storageClass: "DEEP_ARCHIVE" },
          ],
        },
      }),
      "lifecycle.transitions.1.afterDays",
      /not after the transition before it/,
    ],
    [
      "expiry on the day of the last transition",
      lock({
        lifecycle: { transitions: [{ afterDays: 120, storageClass: "GLACIER_IR" }], expireAfterDays: 120 },
      }),
      "lifecycle.expireAfterDays",
      /not after the last transition/,
    ],
  ])("refuses %s", (_name, immutability, path, what) => {
    expect(immutabilityProblems(immutability)).toEqual([
      expect.objectContaining({ what: expect.stringMatching(what) as unknown }),
    ]);
    expect(immutabilityProblems(immutability)[0]?.path.join(".")).toBe(path);
  });
});
