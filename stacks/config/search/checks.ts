import {
  SAML_LIMITS,
  searchCidrProblem,
  searchRoleProblem,
  searchTargetProblem,
} from "../../../modules/policy";
import type { Problem } from "../../../modules/validation";
import type { OutcomeCheck } from "../configuration";
import type { Check, Draft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import { newCollectionFaults } from "./collection-checks";
import { metadataProblem } from "./metadata";
import { searchTarget } from "./resolve";

const SEARCH: ConfigPath = ["analytics", "openSearch"];

/** Where OpenSearch is: exactly one of these. */
const PLACES = ["domain", "collection", "newDomain", "newCollection"] as const;

/** OpenSearch is one domain or one collection of the partition, or is made, and the organization trail has a log group whose events go there. */
export const soundSearch: Check = (draft) => {
  const { file, value, isRefused } = draft.organization;
  const { openSearch } = value.analytics ?? {};
  if (openSearch === undefined) return [];
  const unmonitored =
    value.monitoring !== undefined || isRefused("monitoring")
      ? []
      : [
          file.fault(SEARCH, {
            what: "is given the events of a log group, and there is none: there is no monitoring",
            remedy: "add monitoring, or leave it out",
          }),
        ];
  return [
    ...[...unmonitored, ...placeFaults(draft), ...reachFaults(draft)],
    ...[...newDomainFaults(draft), ...newCollectionFaults(draft)],
  ];
};

function placeFaults({ organization: { file, value, isRefused } }: Draft): readonly Fault[] {
  const { openSearch = {} } = value.analytics ?? {};
  const { domain, collection, vpc } = openSearch;
  const partition = value.organization?.partition ?? "aws";
  const places = PLACES.filter((key) => openSearch[key] !== undefined);
  const [first, second] = places;
  if (first !== undefined && second !== undefined)
    return [
      file.fault([...SEARCH, second], {
        what: `stands beside ${first}: events go to one of them`,
        remedy: "leave one of them out",
      }),
    ];
  if (first === undefined)
    return PLACES.some((key) => isRefused(...SEARCH, key))
      ? []
      : [
          file.fault(SEARCH, {
            what: "names no OpenSearch",
            allowed: PLACES.join(", "),
            remedy:
              "write the ARN of the domain, or the ARN and the endpoint of the collection, or in which VPC one of both is made",
          }),
        ];
  if (first === "newDomain" || first === "newCollection")
    return vpc === undefined
      ? []
      : [
          file.fault([...SEARCH, "vpc"], {
            what: `stands beside ${first}, whose subnets the stream has, too`,
            remedy: "leave it out",
          }),
        ];
  const { arn, endpoint } = collection ?? {};
  if (domain === undefined && (arn === undefined || endpoint === undefined)) return [];
  const target = searchTarget(
    domain === undefined ? { collection: { arn: arn ?? "", endpoint: endpoint ?? "" } } : { domain },
  );
  const problem = target && searchTargetProblem({ partition, target });
  const key =
    domain !== undefined ? ["domain"] : ["collection", problem?.received === endpoint ? "endpoint" : "arn"];
  return problem === undefined ? [] : [file.fault([...SEARCH, ...key], problem)];
}

/** Somebody reaches what is made, and not everybody. */
function reachFaults({ organization: { file, value, isRefused } }: Draft): readonly Fault[] {
  return (["newDomain", "newCollection"] as const).flatMap((made) => {
    const { reachedFrom } = value.analytics?.openSearch?.[made] ?? {};
    if (reachedFrom === undefined) return [];
    const { cidrs = [], securityGroupIds = [] } = reachedFrom;
    const at: ConfigPath = [...SEARCH, made, "reachedFrom"];
    const isAlone =
      cidrs.length + securityGroupIds.length === 0 &&
      !isRefused(...at, "cidrs") &&
      !isRefused(...at, "securityGroupIds");
    return [
      ...cidrs.flatMap((cidr, index) => {
        const problem = cidr === undefined ? undefined : searchCidrProblem(cidr);
        return problem === undefined ? [] : [file.fault([...at, "cidrs", index], problem)];
      }),
      ...(isAlone
        ? [
            file.fault(at, {
              what: "lets nobody reach OpenSearch but the stream",
              remedy: "name security groups, or blocks of addresses, of those who search",
            }),
          ]
        : []),
    ];
  });
}

const INSTANCE_TYPE = /^[a-z0-9-]+\.[a-z0-9]+\.search$/;
const ENGINE_VERSION = /^OpenSearch_\d{1,2}\.\d{1,2}$/;

/** Who uses the domain that is made, from where, and with what. */
function newDomainFaults({ organization: { file, value }, documents }: Draft): readonly Fault[] {
  const { newDomain } = value.analytics?.openSearch ?? {};
  if (newDomain === undefined) return [];
  const at: ConfigPath = [...SEARCH, "newDomain"];
  const partition = value.organization?.partition ?? "aws";
  const { masterRole, readers = [], instanceType, engineVersion, saml } = newDomain;
  const fault = (path: ConfigPath, problem: Problem | undefined): readonly Fault[] =>
    problem === undefined ? [] : [file.fault([...at, ...path], problem)];
  const formed = (key: "instanceType" | "engineVersion", form: RegExp, example: string): readonly Fault[] => {
    const received = newDomain[key];
    if (received === undefined || form.test(received)) return [];
    const what = "has not the form that OpenSearch Service gives it";
    return fault([key], { what, received, allowed: `such as ${example}`, remedy: "correct it" });
  };
  return [
    ...(masterRole === undefined ? [] : fault(["masterRole"], searchRoleProblem(partition, masterRole))),
    ...readers.flatMap((arn, index) =>
      arn === undefined ? [] : fault(["readers", index], searchRoleProblem(partition, arn)),
    ),
    ...(instanceType === undefined ? [] : formed("instanceType", INSTANCE_TYPE, "m6g.large.search")),
    ...(engineVersion === undefined ? [] : formed("engineVersion", ENGINE_VERSION, "OpenSearch_2.19")),
    ...(saml === undefined
      ? []
      : fault(["saml", "metadataFile"], metadataProblem(saml, documents, SAML_LIMITS.metadata))),
  ];
}

/** Somebody hears of what does not reach OpenSearch: alarms tell topics of their own Region. */
export const searchIsHeard: OutcomeCheck = (
  { analytics, archive, monitoring, homeRegion },
  { organization: { file } },
) =>
  analytics?.search === undefined || (monitoring?.logArchive !== undefined && archive.region === homeRegion)
    ? []
    : [
        file.fault(SEARCH, {
          what: `rings alarms that nobody hears, where events do not reach it: ${
            monitoring?.logArchive === undefined
              ? "the log-archive account has no topics"
              : `it stands in ${homeRegion}, and the topics of its account in ${archive.region}`
          }`,
          remedy:
            monitoring?.logArchive === undefined
              ? "add monitoring with rules, and those who are told in monitoring.notify"
              : "look at the alarms by hand, or have a topic of your own there told of them",
        }),
      ];
