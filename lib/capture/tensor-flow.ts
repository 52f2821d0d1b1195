/** The part of TensorFlow.js, as Human bundles it (untyped there), that the engine uses. */
export interface Tensor {
  readonly shape: readonly number[];
  data(): Promise<ArrayLike<number>>;
  dispose(): void;
}

export interface GraphModel {
  execute(input: Tensor, outputs?: string[]): Tensor | Tensor[];
}

export interface TensorFlow {
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
  loadGraphModel(address: string): Promise<GraphModel>;
  getBackend(): string;
  env(): { set(flag: string, value: boolean): void };
}

/** Runs a model on one input, which is freed, as are its outputs once they are read. */
export async function run(
  model: GraphModel,
  input: Tensor,
  outputs?: string[],
): Promise<ArrayLike<number>[]> {
  const results = [model.execute(input, outputs)].flat();
  try {
    return await Promise.all(results.map((result) => result.data()));
  } finally {
    for (const tensor of [input, ...results]) tensor.dispose();
  }
}
