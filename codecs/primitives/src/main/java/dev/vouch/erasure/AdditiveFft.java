package dev.vouch.erasure;

import static dev.vouch.erasure.BinaryField.add;
import static dev.vouch.erasure.BinaryField.addProduct;

/**
 * The additive Fourier transform of Lin, Han and Chung over rows: position i of every transform is
 * row i, its columns are independent blocks (wire 6.3).
 */
final class AdditiveFft {
  private AdditiveFft() {}

  /** The skew factor of an index of 1 and more. */
  static int skew(int index) {
    return (index >>> Integer.numberOfTrailingZeros(index)) ^ 1;
  }

  static void inverse(char[][] rows, int size, int offset) {
    for (int h = 1; h < size; h <<= 1) {
      for (int j = h; j < size; j += 2 * h) {
        int s = skew(j + offset);
        for (int i = j - h; i < j; i++) {
          add(rows[i + h], rows[i]);
          if (s != 0) {
            addProduct(rows[i], rows[i + h], s);
          }
        }
      }
    }
  }

  static void forward(char[][] rows, int size, int offset) {
    for (int h = size >>> 1; h > 0; h >>>= 1) {
      for (int j = h; j < size; j += 2 * h) {
        int s = skew(j + offset);
        for (int i = j - h; i < j; i++) {
          if (s != 0) {
            addProduct(rows[i], rows[i + h], s);
          }
          add(rows[i + h], rows[i]);
        }
      }
    }
  }

  /** The formal derivative of the polynomial whose coefficients are the rows (wire 6.5). */
  static void derivative(char[][] rows) {
    for (int i = 1; i < rows.length; i++) {
      int low = Integer.lowestOneBit(i);
      for (int j = i - low; j < i && j + low < rows.length; j++) {
        add(rows[j], rows[j + low]);
      }
    }
  }
}
