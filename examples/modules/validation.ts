import { AccountId } from "orgtrail/organization";
import { ValidationError } from "orgtrail/validation";

export default function example(): string {
  try {
    return AccountId.of("1234");
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.message; // what is wrong, the value received, the values allowed, what to do
  }
}
