package dev.starkeeper.bot.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses are on the public internet, by IANA's registries of special-purpose addresses. A
 * merchant's URL never leads to what is near this process: its database, its cloud's metadata.
 */
final class PublicAddress {
  /** A range by its first address and how many leading bits are fixed. */
  private record Block(InetAddress first, int bits) {
    static Block of(String cidr) {
      var parts = cidr.split("/", -1);
      return new Block(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean holds(byte[] address) {
      var begin = first.getAddress();
      if (address.length != begin.length) return false;
      for (var bit = 0; bit < bits; bit++) {
        var mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (begin[bit / 8] & mask)) return false;
      }
      return true;
    }
  }

  /** IPv4: what is not for everybody. */
  private static final List<Block> SPECIAL_4 =
      blocks(
          "0.0.0.0/8", // this host
          "10.0.0.0/8", // private
          "100.64.0.0/10", // a provider's own (CGNAT)
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // public by IANA, but Azure's own (WireServer) in each of its
          // machines
          "169.254.0.0/16", // link-local, and the clouds' metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarking
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /**
   * IPv6: all that is handed out to anybody. Loopback, mapped, NAT64 and local ones are outside.
   */
  private static final List<Block> GLOBAL_6 = blocks("2000::/3");

  private static final List<Block> SPECIAL_6 =
      blocks(
          "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: any IPv4 address is in it
          "3fff::/20"); // documentation

  private PublicAddress() {}

  private static List<Block> blocks(String... cidrs) {
    return List.of(cidrs).stream().map(Block::of).toList();
  }

  static boolean is(InetAddress address) {
    var bytes = plain(address).getAddress();
    return bytes.length == 4
        ? !isIn(SPECIAL_4, bytes)
        : isIn(GLOBAL_6, bytes) && !isIn(SPECIAL_6, bytes);
  }

  /** Java makes an IPv4 address of a mapped one by itself, if it is asked anew. */
  private static InetAddress plain(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of a length that there is not", e);
    }
  }

  private static boolean isIn(List<Block> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.holds(address));
  }
}
