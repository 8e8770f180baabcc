import { homeRegionProblem, PARTITIONS, regionProblem, regionsOf } from "../../../modules/organization";

describe("regions", () => {
  it("stand in one partition each", () => {
    const all = PARTITIONS.flatMap((partition) => regionsOf(partition));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(38);
  });

  it("are known in their partition, and named with the right one elsewhere", () => {
    expect(regionProblem("aws", "eu-west-1")).toBeUndefined();
    expect(regionProblem("aws-cn", "eu-west-1")?.what).toBe("is a Region of partition aws, not of aws-cn");
    expect(regionProblem("aws", "eu-wset-1")?.what).toBe("is not a Region of AWS");
  });

  it("that each account opts into are no home of an organization trail", () => {
    expect(homeRegionProblem("aws", "us-east-1")).toBeUndefined();
    expect(homeRegionProblem("aws", "af-south-1")?.what).toMatch(/^is an opt-in Region/);
    expect(homeRegionProblem("aws", "mars-1")?.what).toBe("is not a Region of AWS");
  });
});
