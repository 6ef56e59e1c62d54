package io.github.weightwatcher4j.remote;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of an answer: a server that sends all of a model where a part was asked for is
 * cut short. For the one thread at a time that HttpClient grants.
 */
final class BoundedBody implements BodySubscriber<Body> {

  private final int most;
  private final LongConsumer counter;
  private final ByteArrayOutputStream taken;
  private final CompletableFuture<Body> done = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  /**
   * A body of at most so many bytes.
   *
   * @param counter is told of each arrival how many bytes it has
   */
  BoundedBody(int most, LongConsumer counter) {
    this.most = most;
    this.counter = counter;
    this.taken = new ByteArrayOutputStream(Math.min(most, 1 << 20));
  }

  @Override
  public CompletionStage<Body> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      counter.accept(buffer.remaining());
      byte[] part = new byte[Math.min(buffer.remaining(), most - taken.size())];
      boolean more = buffer.remaining() > part.length;
      buffer.get(part);
      taken.writeBytes(part);
      if (more && subscription != null) {
        done.complete(new Body(taken.toByteArray(), false));
        subscription.cancel();
        return;
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    done.complete(new Body(taken.toByteArray(), true));
  }
}
