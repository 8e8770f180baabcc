/** A judgement of `orgtrail plan`: what a change may do to the audit log, and why that matters. */
export interface JudgementText {
  /** What it is about, as a short title. */
  readonly title: string;
  /** Why it matters, as a sentence. */
  readonly why: string;
}

/** What blocks a plan, unless the configuration accepts it. */
const BLOCKED = {
  "template-not-expected": {
    title: "A value is computed from what orgtrail takes nothing from",
    why: "Stacks of orgtrail take values from resources and data of AWS, and from states of other stacks. Whatever else Terraform computes may read a file, a secret or the environment of whoever plans and applies.",
  },
  "state-elsewhere": {
    title: "A stack's state is kept elsewhere, or another state is read",
    why: "Whoever may write a state says what Terraform takes to be there, and by its outputs where other stacks send logs. Two stacks with one state destroy what the other one has made.",
  },
  "deployed-elsewhere": {
    title: "A stack is deployed to another Region, by another role, or without a check of the account",
    why: "What stands so far is left behind, where nobody looks after it; and without the check, whatever account the credentials of the day are for gets the resources.",
  },
  "trail-destroyed": {
    title: "A trail is destroyed or replaced",
    why: "Nothing records what happens from then on, and log file validation cannot be carried on by another trail.",
  },
  "logging-stopped": {
    title: "A trail stops logging",
    why: "Nothing is recorded until somebody starts it again, and what happens meanwhile can never be found out.",
  },
  "validation-off": {
    title: "Log file validation is switched off",
    why: "The chain of digest files ends: nobody can prove any more that a log file was not changed or deleted.",
  },
  "multi-region-off": {
    title: "A trail no longer records every Region",
    why: "Whoever wants to act unseen goes to a Region that is not recorded.",
  },
  "organization-off": {
    title: "A trail no longer records every account of the organization",
    why: "The member accounts lose their trail, and new accounts never get one.",
  },
  "global-services-off": {
    title: "A trail no longer records global services",
    why: "IAM, STS and CloudFront are global: who made a user or assumed a role is recorded nowhere else.",
  },
  "trail-destination": {
    title: "A trail delivers elsewhere",
    why: "What protects the archive protects one bucket, and alarms look into one log group: what is delivered elsewhere is neither kept nor watched.",
  },
  "management-events-lost": {
    title: "The organization trail records fewer management events",
    why: "They are what the audit log is for: who made a user, opened a bucket or deleted a key. No other trail is sure to have them.",
  },
  "bucket-destroyed": {
    title: "A bucket is destroyed or replaced",
    why: "The logs in it are gone, and with them what happened; until there is another bucket, CloudTrail delivers nothing.",
  },
  "bucket-destroyable": {
    title: "A bucket may be deleted with its logs",
    why: "S3 refuses to delete a bucket that holds objects; force_destroy has Terraform delete every version of every log first.",
  },
  "bucket-versioning-weakened": {
    title: "A bucket's versioning or MFA delete is weakened",
    why: "Without versions an overwritten or deleted log is gone; without MFA delete stolen credentials suffice to delete the versions.",
  },
  "bucket-encryption-weakened": {
    title: "A bucket's encryption is weakened",
    why: "Without the key, whoever may read the bucket reads the logs; under another key, those who should read them may not.",
  },
  "public-access-opened": {
    title: "A bucket's public-access block is weakened, or an access control list opens it",
    why: "One mistake in a policy or an ACL then opens the logs to everybody.",
  },
  "access-logging-off": {
    title: "A log bucket's access is no longer logged",
    why: "Server access logs are the only record of who read or deleted log files; CIS 3.4 and Security Hub CloudTrail.7 ask for them.",
  },
  "object-lock-weakened": {
    title: "A bucket's Object Lock is weakened",
    why: "The lock is what keeps even administrators from deleting logs before their time.",
  },
  "replication-weakened": {
    title: "The second copy of the logs is no longer made, or otherwise",
    why: "It is what is left of the logs when somebody takes over the account that keeps them: what is not copied now is missing then.",
  },
  "search-opened": {
    title: "OpenSearch is reached by many more, or asks nobody who they are",
    why: "It has what the logs have. Within its VPC, from few addresses, by HTTPS and as a known role, stolen credentials alone read nothing of it.",
  },
  "logs-expire-sooner": {
    title: "Logs are deleted sooner",
    why: "A lifecycle deletes for good, those logs too that are there already; intruders are often found after months.",
  },
  "log-group-retention-shortened": {
    title: "A log group keeps events for fewer days, or is destroyed",
    why: "Alarms and saved queries look into the log group: what it no longer has, an investigation in CloudWatch does not find.",
  },
  "key-destroyed": {
    title: "A key is destroyed or replaced",
    why: "From the first day of the waiting period nobody can encrypt or decrypt with it: delivery stops, and all that it encrypted is lost with it.",
  },
  "key-disabled": {
    title: "A key is disabled",
    why: "CloudTrail cannot encrypt and stops delivering, and nobody can read what was delivered.",
  },
  "key-rotation-off": {
    title: "A key is no longer rotated",
    why: "Without rotation one key encrypts all logs for ever: encryption is weakened, and CIS 3.6 and Security Hub KMS.4 fail.",
  },
  "key-alias-changed": {
    title: "A key's alias means another key, or goes",
    why: "Guardrails know the keys that encrypt logs by their aliases: without one, nothing denies anybody to disable or delete the key.",
  },
  "encryption-changed": {
    title: "What was encrypted with a key no longer is, or with another",
    why: "Without the key, leave to read the bucket or log group suffices; under somebody else's key, its owner decides who may ever read the logs.",
  },
  "destructive-access": {
    title: "A policy newly lets somebody delete or forge logs, change what protects them, or stop delivery",
    why: "Whoever may do that can remove the traces of what they did, or have CloudTrail deliver no more.",
  },
  "decrypt-access": {
    title: "A key's policy, or a grant, newly lets somebody decrypt who is no reader",
    why: "The key is what keeps logs from those who may read the bucket. Who is to read belongs in archive.readers, where it is seen.",
  },
  "proof-broken": {
    title: "A policy allows what orgtrail's own is there to deny",
    why: "Each policy of orgtrail is written so that these requests are denied: whoever may make them reads, forges or hides what is logged.",
  },
  "delivery-refused": {
    title: "A policy no longer lets CloudTrail, or another service, deliver",
    why: "CloudTrail goes on without an error in the plan, and delivers nothing; what it cannot deliver in 30 days is lost.",
  },
  "guardrail-weakened": {
    title: "A policy of the organization denies less, or in fewer accounts",
    why: "Service and resource control policies are what even an account's administrators cannot lift: nothing else stands behind them.",
  },
  "guard-tag-removed": {
    title: "A resource is no longer tagged as one of orgtrail's",
    why: "Guardrails know AWS Config rules and the organization's policies, themselves among them, by this tag: without it, they protect them no more.",
  },
  "alarm-removed": {
    title: "An alarm, a metric filter or a rule is removed or switched off",
    why: "What it tells of goes unnoticed from then on.",
  },
  "notification-removed": {
    title: "Somebody no longer hears of alarms",
    why: "An alarm that nobody hears is no alarm.",
  },
  "set-twice": {
    title: "Two resources set the same thing, or a resource sets what another one is for",
    why: "AWS keeps what was written last: a second alarm of the same name, or a lifecycle in the bucket itself, takes the place of the first.",
  },
  "value-hidden": {
    title: "A value that decides whether logs are kept, or told of, changes and is hidden",
    why: "What is marked sensitive is shown to nobody, so that anything may be switched off in it; and hardly any of these values is a secret.",
  },
} as const satisfies Readonly<Record<string, JudgementText>>;

/** What somebody is to look at. */
const REVIEW = {
  "access-widened": {
    title: "More people may read, hear or use something, or a role may do more",
    why: "Logs and alarms hold names, addresses and what people do: each who reads or hears more is for the owner of the logs to say.",
  },
  "access-lost": {
    title: "Administrators or readers can no longer do their work",
    why: "A policy that locks out the deploy role cannot be mended by Terraform, and a SIEM that is locked out finds nothing.",
  },
  "delegated-administrator-added": {
    title: "One more account may manage the organization trail",
    why: "A delegated administrator may stop, change and delete the organization trail.",
  },
  "delegated-administrator-removed": {
    title: "An account may no longer manage the organization trail",
    why: "Whoever looks after trails from there is locked out. Trails stay: the management account owns them all.",
  },
  "policy-not-judged": {
    title: "A policy changes in a way that cannot be judged",
    why: "What a policy says is never guessed: read it yourself, before and after.",
  },
  "command-run": {
    title: "Terraform runs a program, an action or what may run one",
    why: "What runs so has the credentials of whoever plans or applies, and no plan shows what it does: one command stops a trail or deletes a bucket's policy.",
  },
  "state-weakened": {
    title: "A stack's state is protected otherwise",
    why: "A state has the values of all its resources, and who reads it reads them. Without a lock two deployments at once leave a state that is true of neither.",
  },
  "safeguard-removed": {
    title:
      "Terraform no longer keeps something from being destroyed, sets it right, checks it, or makes it in order",
    why: "No plan shows it, and the harm comes later: what is ignored stays as somebody has changed it in AWS, and what nothing keeps goes with the first command that destroys.",
  },
  "output-changed": {
    title: "An output that other stacks read changes or goes",
    why: "A trail delivers to the bucket, with the key and to the bus that another stack's output names: with the next apply of theirs, elsewhere.",
  },
  "plan-not-known": {
    title: "A plan has what no stack of orgtrail has, or what orgtrail does not know",
    why: "No rule looks into it: read what Terraform itself says of the plan.",
  },
  "value-not-known": {
    title: "A value that matters is hidden, or known only after the plan is applied",
    why: "No rule can tell whether the new value weakens anything: look at it after the apply, or make it known before.",
  },
  "type-not-judged": {
    title: "A resource changes of a type that orgtrail does not make",
    why: "A grant on a key or a command that Terraform runs can open, copy or stop the audit log as well, and no rule looks into it.",
  },
  "attribute-not-judged": {
    title: "An attribute changes that orgtrail does not set",
    why: "It may stop, open or weaken the resource as well, and no rule looks into it.",
  },
  "protection-forgotten": {
    title: "Terraform forgets a resource and leaves it in AWS",
    why: "Nothing is lost by that. But nobody hears of it any more when somebody changes it, and nothing sets it right.",
  },
  "protection-interrupted": {
    title: "Something is destroyed and made anew",
    why: "Until it stands again, it protects, records or tells of nothing; and what AWS keeps with it, such as a subscriber's confirmation, is gone. Where AWS knows both by the same name, the new one may go with the old one.",
  },
  "weak-from-the-start": {
    title: "Something new is weaker than what orgtrail makes",
    why: "It protects less than the others of its kind, and nothing warns of it again.",
  },
  "log-prefix-changed": {
    title: "Log files go to another folder",
    why: "Whatever reads the logs, such as a SIEM or a table in Athena, looks in the old folder and finds nothing new.",
  },
  "key-deletion-sooner": {
    title: "A key can be deleted sooner",
    why: "The waiting period is the time in which a deletion can be noticed and taken back.",
  },
  "key-rotated-less": {
    title: "A key is rotated less often",
    why: "The longer one key encrypts, the more logs one leak of it opens.",
  },
  "alarm-changed": {
    title: "An alarm rings for something else or at another number, or its news travels otherwise",
    why: "A higher threshold or a narrower pattern silences an alarm as well as removing it does; so does a message that says nothing.",
  },
  "detection-removed": {
    title: "AWS Config or Security Hub looks at less, or at something else",
    why: "What a rule or standard looked for is found no more; so may be what orgtrail itself protects.",
  },
  "delivery-notification-removed": {
    title: "Others, or fewer, are told of delivered log files",
    why: "What reads log files when it hears of them, such as a SIEM, gets none any more.",
  },
  "fewer-events": {
    title: "A trail records fewer events",
    why: "What is not recorded cannot be found in an investigation, and alarms on it never ring.",
  },
  "more-events": {
    title: "A trail records more events, which are billed",
    why: "Data events and further copies of management events are billed one by one, and a busy bucket has millions a day.",
  },
  "asking-weakened": {
    title: "What asks the logs finds other files, or nothing, reads without a limit, or answers elsewhere",
    why: "An investigator who asks a table that looks elsewhere is told that nothing was done; an answer in another bucket is a copy of the logs that nothing protects.",
  },
  "search-weakened": {
    title: "Fewer events go to OpenSearch, or to another one, or what fails is not kept",
    why: "Who searches is shown nothing of what happens, or something else; and whoever is sent the events reads all of the log.",
  },
  "insights-changed": {
    title: "CloudTrail Insights looks for less, or for more",
    why: "Insights finds what no alarm was written for; each event that it analyses is billed.",
  },
} as const satisfies Readonly<Record<string, JudgementText>>;

/** The id of a judgement. Lower-case words with hyphens: a public contract, since the configuration names them. */
export type JudgementId = keyof typeof BLOCKED | keyof typeof REVIEW;

/** Every judgement, by id: what is blocked first, then what is to be reviewed. */
export const JUDGEMENTS: Readonly<Record<JudgementId, JudgementText & Weighed>> = {
  ...weighed(BLOCKED, "blocked"),
  ...weighed(REVIEW, "review"),
};

/** What comes of what is found. */
interface Weighed {
  readonly verdict: "blocked" | "review";
}

function weighed<Id extends string>(
  texts: Readonly<Record<Id, JudgementText>>,
  verdict: Weighed["verdict"],
): Readonly<Record<Id, JudgementText & Weighed>> {
  const entries = Object.entries<JudgementText>(texts).map(([id, text]) => [id, { ...text, verdict }]);
  return Object.fromEntries(entries) as Record<Id, JudgementText & Weighed>;
}

/** Their ids, in that order. */
export const JUDGEMENT_IDS = Object.keys(JUDGEMENTS) as [JudgementId, ...JudgementId[]];
