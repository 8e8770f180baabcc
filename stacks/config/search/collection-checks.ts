import { COLLECTION_LIMITS, collectionRoleProblem } from "../../../modules/policy";
import type { Problem } from "../../../modules/validation";
import type { Draft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import { metadataProblem } from "./metadata";

const AT: ConfigPath = ["analytics", "openSearch", "newCollection"];

/** Who uses the collection that is made, and how long it keeps events. */
export function newCollectionFaults({ organization, names, documents }: Draft): readonly Fault[] {
  const { file, value, isRefused } = organization;
  const { newCollection, keepDays } = value.analytics?.openSearch ?? {};
  if (newCollection === undefined) return [];
  const partition = value.organization?.partition ?? "aws";
  const account = names.accounts.get("logArchive")?.id;
  const { adminRole, readers = [], saml } = newCollection;
  const fault = (path: ConfigPath, problem: Problem | undefined): readonly Fault[] =>
    problem === undefined ? [] : [file.fault([...AT, ...path], problem)];
  const role = (path: ConfigPath, arn: string | undefined): readonly Fault[] =>
    arn === undefined || account === undefined
      ? []
      : fault(path, collectionRoleProblem({ partition, account }, arn));
  const { adminGroups = [], readerGroups = [] } = saml ?? {};
  const isNobodys =
    adminGroups.length + readerGroups.length === 0 &&
    !isRefused(...AT, "saml", "adminGroups") &&
    !isRefused(...AT, "saml", "readerGroups");
  return [
    ...role(["adminRole"], adminRole),
    ...readers.flatMap((arn, index) => role(["readers", index], arn)),
    ...(saml === undefined
      ? []
      : fault(["saml", "metadataFile"], metadataProblem(saml, documents, COLLECTION_LIMITS.metadata))),
    ...(saml !== undefined && isNobodys
      ? fault(["saml"], {
          what: "lets nobody in: no group is named",
          remedy: "name adminGroups or readerGroups, or leave saml out",
        })
      : []),
    ...(keepDays !== undefined && keepDays > COLLECTION_LIMITS.days
      ? [
          file.fault(["analytics", "openSearch", "keepDays"], {
            what: "is longer than a collection keeps events",
            received: keepDays,
            allowed: `1 to ${COLLECTION_LIMITS.days} days with newCollection`,
            remedy: "choose fewer days: the log files have every event longer",
          }),
        ]
      : []),
  ];
}
