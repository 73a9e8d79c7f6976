/** The action's result; undefined where it throws, which `failed` is told. */
export function attempt<Result>(
  action: () => Result,
  failed: (error: unknown) => void = () => undefined,
): Result | undefined {
  try {
    return action();
  } catch (error) {
    failed(error);
    return undefined;
  }
}
