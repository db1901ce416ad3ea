"""What people write about each scene and what the agency answers: invented texts in a true manner."""

# Each text stays on one line, so that it can be read and compared as it is.
# ruff: noqa: E501

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """A matter one can photograph: its field code, what senders write, what an agency reports as done."""

    field: str
    title: str
    descriptions: tuple[str, ...]
    results: tuple[str, ...]


SCENES: dict[str, Scene] = {
    "pothole": Scene(
        field="road",
        title="Ổ gà trên mặt đường",
        descriptions=(
            "Đoạn đường này có ổ gà rất sâu, xe máy đi ban đêm dễ té. Mong cơ quan sớm vá lại.",
            "Mặt đường nhựa bong tróc thành hố lớn, mưa xuống đọng nước không thấy đường. Sáng nay đã có hai người bị ngã xe ngay chỗ này.",
            "duong hu qua, o ga to nhu cai ao, nho ben giao thong xuong va giup ba con",
            "Kính gửi Trung tâm, tuyến đường vào ấp tôi ở được trải nhựa khoảng ba năm nay. Từ đầu mùa mưa, xe tải chở cát đi lại nhiều nên mặt đường bị lún và "
            "vỡ, nay thành một ổ gà rộng hơn một mét, sâu chừng hai tấc. Học sinh đi học buổi sáng phải lách sang làn ngược chiều, rất nguy hiểm. "
            "Đề nghị địa phương vá tạm trước, sau đó có kế hoạch sửa chữa lâu dài và cắm biển hạn chế tải trọng.",
            "Ổ gà ngay khúc cua gần trường học, đề nghị xử lý gấp.",
        ),
        results=(
            "Đơn vị quản lý đường bộ đã cắt vuông thành, vệ sinh và thảm lại bê tông nhựa tại vị trí phản ánh. Mặt đường đã êm thuận, bảo đảm an toàn giao thông.",
            "Ủy ban nhân dân xã đã phối hợp đơn vị thi công vá hai vị trí hư hỏng bằng bê tông nhựa nóng, hoàn thành trong ngày; tiếp tục theo dõi sau mưa lớn.",
        ),
    ),
    "rubbish": Scene(
        field="waste",
        title="Bãi rác tự phát ven đường",
        descriptions=(
            "Rác sinh hoạt bị đổ thành đống bên lề đường mấy ngày nay không ai thu gom, mùi hôi bay vào nhà dân.",
            "Bà con và người đi đường cứ đem rác ra chỗ này bỏ, ruồi nhặng bu đầy. Đề nghị dọn và gắn camera phạt nguội.",
            "rac chat dong ca tuan roi ma khong thay xe rac toi, hoi lam",
            "Tôi phản ánh tình trạng đổ trộm rác vào ban đêm tại đoạn đường này. Có cả bao ni lông, thùng xốp, chai nhựa và xác gia cầm, nước rỉ rác chảy tràn ra mặt đường. "
            "Gần đó có trường mầm non, các cháu đi ngang đều phải bịt mũi. Mong xã cho xe đến thu gom, đặt thùng rác và nhắc nhở những hộ đổ không đúng nơi quy định.",
            "Điểm tập kết rác quá tải, rác tràn ra lòng đường, xe máy phải né.",
        ),
        results=(
            "Đã thu gom toàn bộ rác tồn đọng, rửa mặt đường và rải vôi khử mùi. Bố trí thêm thùng rác 240 lít và phân công tổ tự quản theo dõi.",
            "Công ty dịch vụ đô thị đã dọn sạch điểm rác tự phát; Ủy ban nhân dân xã tuyên truyền các hộ xung quanh bỏ rác đúng nơi, đúng giờ.",
        ),
    ),
    "street_lamp": Scene(
        field="lighting",
        title="Đèn đường hư hỏng",
        descriptions=(
            "Trụ đèn trước nhà tôi bị gãy cần, bóng treo lủng lẳng, tối không có ánh sáng. Sợ rơi trúng người đi đường.",
            "Đèn đường hư gần nửa tháng nay, cả đoạn tối thui, đề nghị sửa giúp.",
            "den duong bi be, day dien long thong nguy hiem qua",
            "Tối qua có xe tải va vào cần đèn làm vỡ chụp đèn, mảnh kính rơi xuống lòng đường. Hiện đèn không sáng, dây còn mắc lại nên rất sợ rò điện khi trời mưa. "
            "Khu vực này buổi tối nhiều người đi bộ tập thể dục, mong đơn vị chiếu sáng đến kiểm tra và thay mới sớm.",
        ),
        results=(
            "Đơn vị chiếu sáng đã cắt điện, thay cần đèn và bộ đèn LED mới, kiểm tra tiếp địa. Đèn đã sáng bình thường từ tối cùng ngày.",
            "Đã thay chụp đèn, đấu lại dây nguồn và dọn mảnh vỡ trên mặt đường; hệ thống chiếu sáng đoạn tuyến hoạt động ổn định.",
        ),
    ),
    "flooded_street": Scene(
        field="drainage",
        title="Đường ngập nước",
        descriptions=(
            "Mưa khoảng một tiếng là đường ngập lút bánh xe, xe chết máy hàng loạt. Đề nghị thông cống.",
            "Nước ngập vào tới trong nhà, cống nghẹt không thoát được.",
            "ngap nang qua, nuoc rut khong noi, nho ben moi truong do thi thong cong gium",
            "Triều cường kết hợp mưa lớn làm tuyến đường này ngập gần nửa mét từ chiều đến giờ. Hàng quán phải đóng cửa, xe máy tắt máy phải dắt bộ, trẻ em đi học về rất vất vả. "
            "Theo tôi thấy miệng cống bị rác và bùn lấp kín nên nước không rút. Mong cơ quan chức năng cho nạo vét cống và có biện pháp ngăn triều lâu dài.",
        ),
        results=(
            "Đã nạo vét hố ga và khơi thông miệng thu nước trên toàn tuyến; sau trận mưa gần nhất nước rút trong khoảng 20 phút.",
            "Tổ thoát nước đã thu gom rác tại các cửa thu, hút bùn tuyến cống chính và lắp van một chiều ngăn triều. Mặt đường hiện không còn ngập.",
        ),
    ),
    "fallen_tree": Scene(
        field="trees",
        title="Cây ngã chắn đường",
        descriptions=(
            "Cây lớn bị gió quật ngã chắn ngang đường, xe cộ không qua lại được.",
            "Dông hồi khuya làm bật gốc cây bên đường, tàn cây nằm choán hết lòng đường, nhờ địa phương cho người cưa dọn gấp.",
            "cay nga chan het duong, xe cap cuu cung khong vo duoc, lam on xu ly gap",
            "Sau cơn mưa lớn kèm gió giật chiều nay, một cây cổ thụ ven đường bị bật gốc ngã ngang mặt đường. Người dân đã đặt cành cây cảnh báo nhưng trời sắp tối, "
            "đoạn này lại không có đèn nên rất dễ xảy ra tai nạn. Đề nghị cơ quan chức năng đến cưa dọn và kiểm tra luôn mấy cây bên cạnh vì cũng đã nghiêng.",
        ),
        results=(
            "Lực lượng dân quân và tổ cây xanh đã cưa cắt, thu dọn cây ngã, thông đường trong hai giờ; đã kiểm tra và tỉa cành các cây lân cận.",
            "Đã dọn toàn bộ thân, cành cây ra khỏi mặt đường, giao thông thông suốt. Gỗ được tập kết gọn tại lề chờ vận chuyển.",
        ),
    ),
    "manhole": Scene(
        field="drainage",
        title="Hố ga mất nắp",
        descriptions=(
            "Nắp cống bị bung ra ngoài, hố sâu giữa đường, người dân phải cắm nhánh cây để cảnh báo.",
            "Hố ga mất nắp ngay lối trẻ em đi học, rất nguy hiểm, đề nghị đậy lại gấp.",
            "nap ho ga bi xe tai can bung len, ai do cam canh cay cho ba con tranh",
            "Từ sáng nay nắp hố ga trên đường này bị lật sang một bên, miệng hố để trống. Ban đêm khu vực này ánh sáng yếu, người lạ đường chạy xe rất dễ sụp xuống hố. "
            "Bà con tạm cắm cành cây nhưng không bảo đảm. Kính mong đơn vị quản lý thoát nước lắp lại nắp và khóa chặt.",
        ),
        results=(
            "Đã lắp nắp gang mới có khóa, trám lại cổ hố ga bằng bê tông; bảo đảm an toàn cho người đi đường.",
            "Công nhân thoát nước đã đậy và cố định nắp hố ga, đồng thời rà soát 12 hố ga khác trên tuyến.",
        ),
    ),
    "blocked_pavement": Scene(
        field="building_order",
        title="Vật liệu xây dựng chiếm vỉa hè",
        descriptions=(
            "Chủ nhà đang xây đổ cát, gạch chiếm hết vỉa hè, người đi bộ phải xuống lòng đường.",
            "Vật liệu xây dựng để tràn ra đường cả tháng nay, mưa xuống cát chảy trơn trượt.",
            "do cat da chiem via he khong cho ai di, nho phuong nhac nho",
            "Công trình xây dựng tại đây tập kết cát, đá, gạch và sắt trên vỉa hè, lấn ra cả một phần làn xe máy, không rào chắn, không đèn cảnh báo. "
            "Hôm qua một cụ già đi bộ phải vòng xuống đường suýt bị xe quẹt. Tôi đã góp ý nhưng chủ nhà không dời. Đề nghị phường kiểm tra giấy phép sử dụng tạm vỉa hè và xử lý theo quy định.",
        ),
        results=(
            "Tổ kiểm tra trật tự đô thị đã lập biên bản, yêu cầu chủ công trình di dời toàn bộ vật liệu; vỉa hè đã được trả lại thông thoáng.",
            "Chủ hộ đã chuyển vật liệu vào trong phần đất của mình và cam kết không tái phạm; phường tiếp tục giám sát.",
        ),
    ),
    "broken_railing": Scene(
        field="road",
        title="Lan can cầu bị gãy",
        descriptions=(
            "Lan can cầu bị xe tông gãy một đoạn dài, không có gì che chắn, rất nguy hiểm cho học sinh đi xe đạp.",
            "Cầu mất lan can một bên, ban đêm đi sợ rơi xuống sông.",
            "lan can cau gay may bua roi chi cang so day tam bo",
            "Lan can phía hạ lưu của cầu bị gãy khoảng bốn mét, các thanh sắt cong oằn chìa ra ngoài. Người dân giăng dây tạm nhưng mưa gió đã đứt. "
            "Mỗi ngày có hàng trăm lượt học sinh và công nhân qua cầu. Đề nghị ngành giao thông sửa chữa và lắp biển cảnh báo trong lúc chờ.",
        ),
        results=(
            "Đã thay mới đoạn lan can hư hỏng, đổ lại trụ bê tông và sơn phản quang đỏ trắng. Cầu lưu thông an toàn.",
            "Đơn vị bảo trì cầu đã hàn nối thanh lan can, lắp trụ mới và nghiệm thu; tháo dỡ rào tạm.",
        ),
    ),
    "polluted_canal": Scene(
        field="pollution",
        title="Kênh bị ô nhiễm do nước thải",
        descriptions=(
            "Nước kênh đen ngòm, nổi bọt trắng, mùi hôi thối không chịu nổi. Có ống cống xả thẳng ra kênh.",
            "Cơ sở phía trên xả nước thải ban đêm làm cá chết, bà con không dám lấy nước tưới.",
            "nuoc kenh den thui boc mui hoi, co ong xa ra hoai, de nghi kiem tra co so xa thai",
            "Gần một tháng nay, cứ khoảng 22 giờ là ống cống này xả nước màu đen có bọt ra kênh thủy lợi, sáng ra cá nổi trắng. Rác, bao ni lông cũng trôi đầy mặt nước. "
            "Người dân hai bên bờ bị ngứa da khi sử dụng nước. Kính đề nghị ngành môi trường lấy mẫu nước, xác định nguồn thải và xử lý nghiêm.",
        ),
        results=(
            "Đoàn kiểm tra đã lấy mẫu, xác định nguồn xả và yêu cầu cơ sở ngừng xả, bịt đường ống. Đã vớt rác, khơi dòng; nước kênh trong trở lại.",
            "Đã xử phạt vi phạm hành chính cơ sở xả thải, trám kín ống xả và tổ chức vớt rác toàn tuyến kênh.",
        ),
    ),
    "landslide": Scene(
        field="land",
        title="Sạt lở bờ sông",
        descriptions=(
            "Bờ sông sạt lở ăn vào nửa mặt đường, vết nứt còn kéo dài, xe lớn không dám qua.",
            "Sạt lở đêm qua, đất và tấm đan rơi xuống sông, nhà tôi cách mép sạt chỉ mấy mét.",
            "sat lo bo song nguy hiem lam roi, duong nut toac, xin dia phuong xuong coi gap",
            "Khoảng 3 giờ sáng nay, đoạn bờ sông dài gần chục mét bị sụp xuống, cuốn theo một nửa mặt đường bê tông của ấp. Hiện vết nứt vẫn đang mở rộng về phía nhà dân. "
            "Bà con đã giăng dây nhưng xe máy vẫn liều chạy qua. Đề nghị chính quyền cấm xe, hỗ trợ di dời các hộ gần mép sạt và sớm gia cố bờ kè.",
        ),
        results=(
            "Đã gia cố bờ bằng cừ tràm và bao tải cát, đổ lại mặt đường bê tông; tiếp tục quan trắc vết nứt hằng ngày.",
            "Địa phương đã hoàn thành kè tạm, khôi phục mặt đường, hỗ trợ hai hộ trong vùng nguy hiểm di dời tài sản.",
        ),
    ),
    "leaning_pole": Scene(
        field="power",
        title="Trụ điện nghiêng",
        descriptions=(
            "Trụ điện nghiêng hẳn ra đường, dây sà xuống thấp, xe tải đi qua là vướng.",
            "Trụ điện sắp ngã, dây điện chùng xuống gần đầu người, đề nghị điện lực xử lý khẩn.",
            "tru dien nghieng qua roi, mua gio nua la nga, nho dien luc kiem tra",
            "Sau mấy trận mưa, chân trụ điện bị lở đất nên trụ nghiêng ra phía lòng đường, dây sà thấp và có hai sợi đã đứt. Bà con đặt cọc cảnh báo để xe tránh. "
            "Khu này đông trẻ em, mong điện lực cắt điện kiểm tra và dựng lại trụ càng sớm càng tốt.",
        ),
        results=(
            "Điện lực đã cắt điện cục bộ, dựng lại trụ, đổ móng bê tông và căng lại dây; đã đóng điện an toàn trong ngày.",
            "Đã thay trụ mới, gia cố móng và thu hồi dây đứt; khoảng cách an toàn dây dẫn với mặt đường bảo đảm theo quy định.",
        ),
    ),
    "water_leak": Scene(
        field="water_supply",
        title="Vỡ ống nước sạch",
        descriptions=(
            "Ống nước sạch bị vỡ, nước phun lên giữa đường từ sáng đến giờ, lãng phí quá.",
            "Nước máy phun trắng xóa mặt đường, nhà tôi ở cuối tuyến không còn nước xài.",
            "be ong nuoc, nuoc phun qua troi, goi cong ty cap nuoc ma chua thay toi",
            "Đường ống cấp nước ngầm dưới đường bị vỡ khoảng 6 giờ sáng, nước phun cao cả mét và chảy lênh láng, mặt đường chỗ đó bắt đầu bị xói lún. "
            "Các hộ trong hẻm bị mất nước hoàn toàn. Đề nghị công ty cấp nước khóa van và khắc phục, đồng thời hoàn trả lại mặt đường cho chắc chắn.",
        ),
        results=(
            "Công ty cấp nước đã khóa van, thay đoạn ống vỡ và cấp nước trở lại lúc 15 giờ cùng ngày; mặt đường được hoàn trả bằng bê tông.",
            "Đã khắc phục điểm vỡ, súc xả đường ống và kiểm tra áp lực; các hộ đã có nước bình thường.",
        ),
    ),
}
