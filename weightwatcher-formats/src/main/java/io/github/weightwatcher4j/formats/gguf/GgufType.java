package io.github.weightwatcher4j.formats.gguf;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ggml's number types that are read, plain ones and blocks. */
enum GgufType {
  F32(0, ElementType.FLOAT32),
  F16(1, ElementType.FLOAT16),
  Q4_0(2, BlockCodec.Q4_0),
  Q4_1(3, BlockCodec.Q4_1),
  Q5_0(6, BlockCodec.Q5_0),
  Q5_1(7, BlockCodec.Q5_1),
  Q8_0(8, BlockCodec.Q8_0),
  Q2_K(10, BlockCodec.Q2_K),
  Q3_K(11, BlockCodec.Q3_K),
  Q4_K(12, BlockCodec.Q4_K),
  Q5_K(13, BlockCodec.Q5_K),
  Q6_K(14, BlockCodec.Q6_K),
  Q8_K(15, BlockCodec.Q8_K),
  IQ2_XXS(16, BlockCodec.IQ2_XXS),
  IQ2_XS(17, BlockCodec.IQ2_XS),
  IQ3_XXS(18, BlockCodec.IQ3_XXS),
  IQ1_S(19, BlockCodec.IQ1_S),
  IQ4_NL(20, BlockCodec.IQ4_NL),
  IQ3_S(21, BlockCodec.IQ3_S),
  IQ2_S(22, BlockCodec.IQ2_S),
  IQ4_XS(23, BlockCodec.IQ4_XS),
  I8(24, ElementType.INT8),
  I16(25, ElementType.INT16),
  I32(26, ElementType.INT32),
  I64(27, ElementType.INT64),
  F64(28, ElementType.FLOAT64),
  IQ1_M(29, BlockCodec.IQ1_M),
  BF16(30, ElementType.BFLOAT16),
  TQ1_0(34, BlockCodec.TQ1_0),
  TQ2_0(35, BlockCodec.TQ2_0),
  MXFP4(39, BlockCodec.MXFP4),
  NVFP4(40, BlockCodec.NVFP4),
  Q1_0(41, BlockCodec.Q1_0),
  Q2_0(42, BlockCodec.Q2_0);

  private final int id;
  private final @Nullable ElementType plain;
  private final @Nullable BlockCodec block;

  GgufType(int id, ElementType plain) {
    this.id = id;
    this.plain = plain;
    this.block = null;
  }

  GgufType(int id, BlockCodec block) {
    this.id = id;
    this.plain = null;
    this.block = block;
  }

  static Optional<GgufType> of(int id) {
    return Arrays.stream(values()).filter(type -> type.id == id).findFirst();
  }

  /** Numbers in a block; 1 where each stands alone. */
  int numbers() {
    return block == null ? 1 : block.numbers();
  }

  /** Bytes of a block. */
  int bytes() {
    return block != null ? block.bytes() : plain != null ? plain.bytes() : 0;
  }

  /** Numbers at a place of a file, whole blocks of them. */
  Storage storage(Path file, long offset, long count) {
    return block != null
        ? new BlockStorage(file, offset, count, block)
        : FileStorage.littleEndian(file, offset, count, Objects.requireNonNull(plain));
  }

  /** Why numbers of a type that is not among these are not read. */
  static String reason(int id) {
    String name =
        switch (id) {
          case 4 -> "Q4_2, which ggml itself does not read any more,";
          case 5 -> "Q4_3, which ggml itself does not read any more,";
          case 9 -> "Q8_1, which only computations use,";
          case 31, 32, 33, 36, 37, 38 ->
              "number " + id + ", Q4_0 or IQ4_NL in the order of one processor,";
          default -> "number " + id;
        };
    return "numbers of ggml's type "
        + name
        + " are not read: take the model in another type, Q4_K say";
  }
}
