import { immutabilityProblems, type Immutability } from "orgtrail/immutability";

export default function example(): number {
  const immutability: Immutability = {
    kind: "object-lock",
    mode: "governance",
    days: 400,
    lifecycle: { transitions: [{ afterDays: 90, storageClass: "GLACIER_IR" }] },
  };
  return immutabilityProblems(immutability).length; // 0
}
