import {
  homeRegionProblem,
  isNewRegion,
  PARTITIONS,
  regionOf,
  regionProblem,
  regionsOf,
} from "../../../modules/organization";

describe("regions", () => {
  it("stand in one partition each", () => {
    const all = PARTITIONS.flatMap((partition) => regionsOf(partition));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(39);
  });

  it("are known in their partition, and named with the right one elsewhere", () => {
    expect(regionProblem("aws", "eu-west-1")).toBeUndefined();
    expect(regionProblem("aws-cn", "eu-west-1")?.what).toBe("is a Region of partition aws, not of aws-cn");
    expect(regionProblem("aws", "eu-wset-1")?.what).toBe("is not a Region of AWS");
  });

  it("are made from their code, or refused with the Regions that there are", () => {
    expect(regionOf("aws", "eu-west-1")).toBe("eu-west-1");
    expect(() => regionOf("aws-cn", "eu-west-1")).toThrow(
      'Region: "eu-west-1" is a Region of partition aws, not of aws-cn; received "eu-west-1"; allowed: cn-north-1, cn-northwest-1; correct the Region, or the organization\'s partition',
    );
  });

  it("that AWS has added since are taken by the shape of their names", () => {
    for (const partition of PARTITIONS) {
      for (const region of regionsOf(partition)) {
        const next = region.replace(/\d$/, "9");
        expect([next, PARTITIONS.filter((other) => isNewRegion(other, next))]).toEqual([next, [partition]]);
        expect(regionProblem(partition, next)).toBeUndefined();
        expect(isNewRegion(partition, region)).toBe(false);
      }
    }
    for (const other of [
      "eu-wset-1",
      "eu-west-0",
      "eu-west-10",
      "eu--1",
      "eu-1",
      "EU-west-9",
      "eu-west-9 ",
      "sc-west-9x",
    ]) {
      expect([other, isNewRegion("aws", other)]).toEqual([other, false]);
    }
    expect(homeRegionProblem("aws", "eu-west-9")?.what).toMatch(/^is an opt-in Region/);
    expect(homeRegionProblem("aws-us-gov", "us-gov-west-9")).toBeUndefined();
  });

  it("that each account opts into are no home of an organization trail", () => {
    expect(homeRegionProblem("aws", "us-east-1")).toBeUndefined();
    expect(homeRegionProblem("aws", "af-south-1")?.what).toMatch(/^is an opt-in Region/);
    expect(homeRegionProblem("aws", "mars-1")?.what).toBe("is not a Region of AWS");
  });
});
