import { rememberAsked } from "./errors";

/** What AWS answered to one request, once all attempts are over. */
export interface AwsAnswer {
  /** Such as `S3`, and `ListObjectsV2`. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  /** The role that asked. @default - whoever runs this */
  readonly role?: string;
  /** As AWS knows the request in its own logs. */
  readonly requestId: string;
  readonly request: object;
  /** Without what a file holds, and without credentials. @default - AWS refused */
  readonly answer?: object;
  /** @default - AWS did not refuse */
  readonly error?: { readonly code: string; readonly message: string };
}

/** Hears of each answer. Who asked goes on once it has taken it. */
export type AnswerListener = (answer: AwsAnswer) => Promise<void>;

/** What is no business of who checks an answer: what a file holds is hashed, and credentials are nobody's. */
const NOT_TOLD = new Set(["$metadata", "Body", "Credentials"]);

interface WithMetadata {
  readonly $metadata?: { readonly requestId?: string };
}
type Asking = (args: { readonly input: object }) => Promise<{ readonly output: object }>;

/** A client of the SDK, as far as somebody listens to it. */
interface AnsweringClient {
  readonly middlewareStack: {
    add(
      middleware: (next: Asking, context: { readonly commandName?: string }) => Asking,
      options: { readonly step: "initialize"; readonly name: string },
    ): void;
  };
}

/**
 * Keeps what a client of the SDK asked for beside the errors that came of it, and lets somebody hear what AWS answers. What AWS never
 * answered is nothing that it said.
 */
export function listenTo<C extends AnsweringClient>(
  client: C,
  about: Pick<AwsAnswer, "service" | "region" | "role">,
  listener?: AnswerListener,
): C {
  const tell = async (
    answered: object,
    said: Pick<AwsAnswer, "action" | "request" | "answer" | "error">,
  ): Promise<void> => {
    const { requestId } = (answered as WithMetadata).$metadata ?? {};
    if (requestId !== undefined) await listener?.({ ...about, requestId, ...said });
  };
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const asked = { action: commandName.replace(/Command$/, ""), request: args.input };
        const result = await next(args).catch(async (error: unknown) => {
          if (error instanceof Error) {
            rememberAsked(error, { ...about, operation: asked.action });
            await tell(error, { ...asked, error: { code: error.name, message: error.message } });
          }
          throw error;
        });
        const answer = Object.fromEntries(
          Object.entries(result.output).filter(([name]) => !NOT_TOLD.has(name)),
        );
        await tell(result.output, { ...asked, answer });
        return result;
      },
    { step: "initialize", name: "orgtrailAnswers" },
  );
  return client;
}
